import type { Guide } from './guides.ts';
import { escaped, pageText } from './page.ts';

export interface Landing {
  readonly guides: readonly Guide[];
  /** How one gets in: by an account, by trying a role on a developer's machine, or not at all. */
  readonly login: 'account' | 'trial' | 'none';
}

/** The hub's first page, in French: what it is, and where to go. */
export function landingPage({ guides, login }: Landing): string {
  const links = guides.map(({ file, title }) => `<li><a href="/guides/${file}">${escaped(title)}</a></li>`);
  const guideList = links.length === 0 ? '' : `<h2>Guides</h2>\n      <ul>${links.join('')}</ul>`;
  const main = `      <h1>Hub Déclic47</h1>
      <p>
        Une seule porte GraphQL vers les données d’inclusion numérique du Lot-et-Garonne. Chaque organisation garde les
        siennes : le Département (communes, lieux, accompagnements), Lot-et-Garonne Numérique (adresses, fibre, fermeture
        du cuivre) et les opérateurs (offres sociales, démarches).
      </p>
      ${WAYS_IN[login]}
      <ul class="doors">
        <li><a href="/explorer">Explorateur</a> : essayer une question, lire la documentation du schéma.</li>
        <li><code>/graphql</code> : l’API elle-même, en POST avec « Content-Type: application/json ».</li>
        <li><a href="/droits">Ce que chaque rôle peut lire et faire</a>.</li>
        <li><a href="/ready">État des organisations</a> et <a href="/health">état de la passerelle</a>.</li>
      </ul>
      ${guideList}
      <p class="note">Quand une organisation ne répond pas, les données des autres restent servies et la réponse nomme celle qui manque.</p>`;
  return pageText({ title: 'Accueil', main, hasAccounts: login !== 'none' });
}

const WAYS_IN: Readonly<Record<Landing['login'], string>> = {
  account: `<p class="actions"><a class="button" href="/connexion">Se connecter</a></p>`,
  trial: `<p class="actions"><a class="button" href="/mon-espace">Essayer un rôle</a></p>`,
  none: '',
};
