/** The hub's first page, in French: what it is, and where to go. `guides` are file names already checked. */
export function landingPage(guides: readonly string[]): string {
  const links = guides.map(
    (file) => `<li><a href="/guides/${file}">${file.replace(/\.md$/, '').replaceAll('-', ' ')}</a></li>`,
  );
  const guideList = links.length === 0 ? '' : `<h2>Guides</h2>\n      <ul>${links.join('')}</ul>`;
  return `<!doctype html>
<html lang="fr">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Hub Déclic47</title>
    <link rel="icon" href="/portal/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/portal/portal.css" />
  </head>
  <body class="landing">
    <main>
      <h1>Hub Déclic47</h1>
      <p>
        Une seule porte GraphQL vers les données d’inclusion numérique du Lot-et-Garonne. Chaque organisation garde les
        siennes : le Département (communes, lieux, accompagnements), Lot-et-Garonne Numérique (adresses, fibre, fermeture
        du cuivre) et les opérateurs (offres sociales, démarches).
      </p>
      <ul class="doors">
        <li><a href="/explorer">Explorateur</a> : essayer une question, lire la documentation du schéma.</li>
        <li><code>/graphql</code> : l’API elle-même, en POST avec « Content-Type: application/json ».</li>
        <li><a href="/ready">État des organisations</a> et <a href="/health">état de la passerelle</a>.</li>
      </ul>
      ${guideList}
      <p class="note">Quand une organisation ne répond pas, les données des autres restent servies et la réponse nomme celle qui manque.</p>
    </main>
  </body>
</html>
`;
}
