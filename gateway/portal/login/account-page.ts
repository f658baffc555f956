import { ROLE_LABELS, SCOPE_LABELS } from '../../../platform/access/labels.ts';
import type { Person } from '../../../platform/actor.ts';
import type { Role } from '../../../platform/roles.ts';
import { escaped, type Page } from '../page.ts';
import { providerLinks } from './choice-page.ts';
import type { LoginSettings } from './login-settings.ts';
import type { Session } from './sessions.ts';

export interface Account {
  readonly known: { readonly session: Session; readonly person: Person } | undefined;
  readonly settings: LoginSettings | undefined;
  /** Those that can be tried here; none where the trial is not offered. */
  readonly trialRoles: readonly Role[];
}

/** « Mon espace »: who one is for the hub and what one may do, or how to log in. */
export function accountPage({ known, settings, trialRoles }: Account): Page {
  const body =
    known === undefined
      ? stranger(settings)
      : `${identityCard(known.session, known.person, settings)}\n${rightsCard(known.person)}\n${actions()}`;
  return { title: 'Mon espace', main: `      <h1>Mon espace</h1>\n${body}\n${trialCard(trialRoles)}` };
}

function stranger(settings: LoginSettings | undefined): string {
  const how =
    settings === undefined
      ? '<p class="note">La connexion par un compte n’est pas réglée sur ce hub.</p>'
      : `<p>Connectez-vous pour lire ce qui vous est réservé. Le hub ne voit jamais votre mot de passe.</p>
      ${providerLinks(settings.providers, '/mon-espace')}`;
  return `      <p>Vous n’êtes pas connecté : vous lisez ce qui est public (communes, lieux, adresses, fibre, offres).</p>
      ${how}
      <p><a href="/droits">Ce que chaque rôle peut lire et faire</a></p>`;
}

function identityCard(session: Session, person: Person, settings: LoginSettings | undefined): string {
  const rows = [
    ['Rôle', person.roles.map((role) => ROLE_LABELS[role]).join(', ') || 'aucun'],
    ['Organisation', organisationOf(person)],
    ['EPCI', person.epciSirens.length === 0 ? 'aucun périmètre' : `SIREN ${person.epciSirens.join(', ')}`],
    ['Connecté par', connectedBy(session, settings)],
    ['Jeton', `valable jusqu’à ${clock(session.expiresAtSeconds)}, renouvelé pendant la session`],
    ['Session', `finit à ${clock(session.endsAtSeconds)} au plus tard, ou après une heure sans usage`],
  ] as const;
  const list = rows
    .map(([term, value]) => `<div><dt>${term}</dt><dd>${escaped(value)}</dd></div>`)
    .join('\n          ');
  return `      <section class="card" aria-labelledby="qui">
        <h2 id="qui">Qui vous êtes pour le hub</h2>
        <dl>
          ${list}
        </dl>
      </section>`;
}

function organisationOf({ organisationId, organisationSiret }: Person): string {
  const siret = organisationSiret === null ? '' : `SIRET ${organisationSiret}`;
  return [organisationId ?? '', siret].filter((part) => part !== '').join(', ') || 'non indiquée';
}

function connectedBy({ origin }: Session, settings: LoginSettings | undefined): string {
  if (origin.kind === 'trial') return 'essai de développement (personne inventée)';
  return settings?.providers.find(({ id }) => id === origin.providerId)?.name ?? 'un fournisseur retiré';
}

function rightsCard({ scopes }: Person): string {
  const rights = scopes.map((scope) => `<li>${escaped(SCOPE_LABELS[scope])} <code>${scope}</code></li>`);
  const text =
    rights.length === 0
      ? '<p>Rien de plus que ce qui est public : votre compte n’a pas de rôle dans le hub. Demandez-le à l’administrateur de votre organisation.</p>'
      : `<ul>${rights.join('\n          ')}</ul>`;
  return `      <section class="card" aria-labelledby="droits">
        <h2 id="droits">Ce que vous pouvez faire de plus que le public</h2>
        ${text}
        <p><a href="/droits">Ce que chaque rôle peut lire et faire</a></p>
      </section>`;
}

function actions(): string {
  return `      <div class="actions">
        <a class="button" href="/explorer">Ouvrir l’explorateur avec mon identité</a>
        <form method="post" action="/deconnexion"><button class="button quiet" type="submit">Se déconnecter</button></form>
      </div>`;
}

function trialCard(roles: readonly Role[]): string {
  if (roles.length === 0) return '';
  const options = roles.map((role) => `<option value="${role}">${escaped(ROLE_LABELS[role])}</option>`);
  return `      <section class="card trial" aria-labelledby="essai">
        <h2 id="essai">Essayer un rôle</h2>
        <p>Sur cette machine de développement seulement : une personne inventée, que seul ce hub accepte.</p>
        <form method="post" action="/session/essai" class="inline">
          <label for="role">Essayer en tant que</label>
          <select id="role" name="role">${options.join('')}</select>
          <button class="button" type="submit">Essayer</button>
        </form>
      </section>`;
}

const CLOCK = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' });

function clock(seconds: number): string {
  return CLOCK.format(seconds * 1000).replace(':', ' h ');
}
