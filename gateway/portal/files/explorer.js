/* The explorer page: GraphiQL, and a list of the hub's named operations that loads one in a click. No build step. */
import { fetchAsPerson } from './explorer-identity.js';

const { React, ReactDOM, GraphiQL } = globalThis;
const root = ReactDOM.createRoot(document.getElementById('graphiql'));
const fetcher = GraphiQL.createFetcher({ url: '/graphql', fetch: fetchAsPerson, headers: { 'hub-cost': '1' } });
const WELCOME = `# Bienvenue dans l’explorateur du hub Déclic47.
# Choisissez une question à gauche, ou écrivez la vôtre.
query Bonjour {
  __typename
}
`;
let shown = 0;

/** A new key makes GraphiQL start again on the chosen operation; tabs already open are kept by its own storage. */
function show(operation) {
  shown += 1;
  root.render(
    React.createElement(GraphiQL, {
      key: shown,
      fetcher,
      defaultQuery: WELCOME,
      query: operation?.query,
      variables: operation?.variables,
      defaultEditorToolsVisibility: 'variables',
      shouldPersistHeaders: false,
      isHeadersEditorEnabled: true,
    }),
  );
}

function choice(operation) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  const name = document.createElement('strong');
  const about = document.createElement('small');
  name.textContent = operation.name;
  about.textContent = operation.about;
  button.type = 'button';
  button.append(name, about);
  button.addEventListener('click', () => {
    for (const other of document.querySelectorAll('#operations button')) other.removeAttribute('aria-current');
    button.setAttribute('aria-current', 'true');
    show(operation);
  });
  item.append(button);
  return item;
}

async function listOperations() {
  const list = document.getElementById('operations');
  try {
    const response = await fetch('/explorer/operations.json');
    const operations = await response.json();
    list.append(...operations.map(choice));
    if (operations.length === 0) list.textContent = 'Aucune opération nommée n’est installée.';
  } catch {
    list.textContent = 'La liste des opérations n’a pas pu être lue ; rechargez la page.';
  }
}

show(undefined);
void listOperations();
