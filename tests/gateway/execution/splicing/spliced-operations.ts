/** Operations over the shelf, each with what is to be spliced. */
export const SPLICED: readonly (readonly [what: string, query: string])[] = [
  ['an interface whose types are asked alike', '{ items { id name score tags home { code people } } }'],
  [
    'an interface of which some types have fields of another subgraph',
    '{ items { __typename name ... on Book { pages stock opinions { text } } ... on Film { minutes stock } ... on Gift { message } } }',
  ],
  ['an interface of which only one type is asked', '{ items { ... on Book { isbn depot { city rank } } } }'],
  [
    'a union in nested lists',
    '{ found { ... on Book { is: stock } ... on Film { is: format } ... on Maker { reach label: name } ... on Town { code } } }',
  ],
  ['an entity below an interface, asked alike of every type', '{ items { maker { name reach } } }'],
  [
    'an interface below an interface',
    '{ item(id: "b1") { related { __typename id ... on Book { stock } related { name ... on Film { stock } } } } }',
  ],
  ['a requirement through lists and nested lists', '{ makers { name reach } }'],
  [
    'a requirement through lists that the client asks otherwise',
    '{ makers { reach towns { code people } grid { p: people } head { people } } }',
  ],
  [
    'an object of another subgraph that is an entity of a third',
    '{ items { ... on Book { opinions { about { name pages stock } } } } }',
  ],
  ['an object under two names', '{ a: item(id: "b1") { x: maker { name } y: maker { id name } } }'],
  ['an entity under two names', '{ items { ... on Book { x: maker { reach } y: maker { name } } } }'],
  ['a leaf under two names', '{ items { a: name b: name ... on Book { c: stock d: stock } } }'],
  [
    'objects large enough to be known again, with fields of other subgraphs between their own',
    '{ items { id name ... on Book { pages stock isbn } ... on Film { minutes stock format } ... on Book { opinions { text } } score tags home { code people } } }',
  ],
  ['an interface of one type', '{ labelled { name ... on Maker { reach } } }'],
  [
    'an object asked of an interface and of one of its types',
    '{ items { maker { name } ... on Film { maker { id } } } }',
  ],
  [
    'an entity below an interface, asked otherwise of each type',
    '{ items { ... on Book { maker { reach name } } ... on Film { maker { name } } } }',
  ],
  [
    'an entity below an interface, asked of each type by another subgraph',
    '{ items { ... on Book { depot { city rank } } ... on Film { depot { rank number } } } }',
  ],
  [
    'an entity of another subgraph, asked by one of several types alone',
    '{ items { ... on Book { depot { rank } home { people } } ... on Film { depot { city } home { code } } ... on Gift { home { code people } } } }',
  ],
  [
    'mutations, in series',
    'mutation { a: rename(id: "b1", name: "x") { name ... on Book { stock } } b: rename(id: "f1", name: "y") { id maker { reach } } }',
  ],
  ['what represents an object to one subgraph again, for another', '{ makers { echo } }'],
];

/** An operation whose conditions have four values, each of which has a program of its own. */
export const CONDITIONAL = `query ($more: Boolean!, $less: Boolean!) {
  items @skip(if: $less) { name ... on Book @include(if: $more) { stock maker { reach @skip(if: $less) } } }
  makers { id ... @include(if: $more) { name reach } }
}`;
