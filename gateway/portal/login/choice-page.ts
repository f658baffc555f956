import { escaped, type Page } from '../page.ts';
import type { ProviderSettings } from './login-settings.ts';
import type { Destination } from './pending-login.ts';

/** Where one says by whom one is known, when there are several. */
export function choicePage(providers: readonly ProviderSettings[], destination: Destination): Page {
  const main = `      <h1>Se connecter</h1>
      <p>Par quel compte votre organisation vous connaît-elle ? Le hub ne voit jamais votre mot de passe.</p>
      ${providerLinks(providers, destination)}`;
  return { title: 'Se connecter', main };
}

/** A button for each provider. */
export function providerLinks(providers: readonly ProviderSettings[], destination: Destination): string {
  const links = providers.map(({ id, name }) => {
    const address = `/connexion?${new URLSearchParams({ fournisseur: id, retour: destination }).toString()}`;
    return `<li><a class="button" href="${escaped(address)}">Se connecter avec ${escaped(name)}</a></li>`;
  });
  return `<ul class="choices">${links.join('')}</ul>`;
}
