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
  ['an interface of one type', '{ labelled { name ... on Maker { reach } } }'],
];
