import { ROLE_LABELS, SCOPE_LABELS } from '../../platform/access/labels.ts';
import { ROLE_SCOPES, ROLES, SCOPES, type Role } from '../../platform/roles.ts';
import { escaped, type Page } from './page.ts';

/** What each role may do, from the table that decides it. */
export function rightsPage(): Page {
  const main = `      <h1>Ce que chaque rôle peut lire et faire</h1>
      <p>
        Chacun lit ce qui est public. Un rôle ajoute les droits que voici ; chaque organisation les vérifie de nouveau avant
        de répondre, et une offre ne se modifie que par l’organisation qui la propose.
      </p>
      ${ROLES.map(card).join('\n      ')}`;
  return { title: 'Ce que chaque rôle peut faire', main };
}

function card(role: Role): string {
  const rights = SCOPES.filter((scope) => ROLE_SCOPES[role].includes(scope));
  const items = rights.map((scope) => `<li>${escaped(SCOPE_LABELS[scope])} <code>${scope}</code></li>`);
  return `<section class="card" aria-labelledby="role-${role}"><h2 id="role-${role}">${escaped(ROLE_LABELS[role])}</h2><ul>${items.join('')}</ul></section>`;
}
