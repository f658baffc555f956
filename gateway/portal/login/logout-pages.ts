import { escaped, type Page } from '../page.ts';

/** Shown for an instant: the browser goes on to the provider, which ends its own session. */
export function leavingPage({ name, url }: { readonly name: string; readonly url: URL }): Page {
  const main = `      <h1>Vous quittez le hub</h1>
      <p>Votre session du hub est finie. Il reste à finir celle de votre compte.</p>
      <p class="actions"><a class="button" href="${escaped(url.href)}">Continuer avec ${escaped(name)}</a></p>`;
  return { title: 'Déconnexion', main };
}

export function loggedOutPage(): Page {
  const main = `      <h1>Vous êtes déconnecté</h1>
      <p>Ce navigateur ne donne plus accès à ce qui vous est réservé. Ce qui est public reste lisible.</p>
      <p class="actions">
        <a class="button" href="/mon-espace">Se connecter de nouveau</a>
        <a class="button quiet" href="/">Retour à l’accueil</a>
      </p>
      <p class="note">Sur un poste partagé, fermez aussi le navigateur.</p>`;
  return { title: 'Vous êtes déconnecté', main };
}
