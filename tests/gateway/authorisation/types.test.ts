import { CODE, describeAccess } from './describe-access.ts';
import { grants } from './protected-world.ts';

describeAccess('types that a caller may not have', [
  {
    name: 'an enumeration and a scalar',
    query: '{ level code }',
    data: { level: null, code: null },
    errors: [`level | ${CODE} | Query.level | être identifié`, `code | ${CODE} | Query.code | le droit « c »`],
    absent: /./,
  },
  {
    name: 'a type, wherever it is given',
    query: '{ file { id __typename } }',
    data: { file: null },
    errors: [`file | ${CODE} | Query.file | être identifié`],
    absent: /./,
  },
  {
    name: 'an interface field asks what every type does, and the fragment of a type only what it does',
    query: '{ items { id note ... on Flat { floor } } }',
    data: {
      items: [
        { id: 'h', note: null },
        { id: 'f', note: null, floor: 2 },
      ],
    },
    errors: [
      `items.0.note | ${CODE} | Item.note | le droit « a »`,
      `items.1.note | ${CODE} | Item.note | le droit « a »`,
    ],
    absent: /note/,
  },
  {
    name: 'a type that asks nothing, by its own fragment',
    query: '{ items { ... on Flat { note } ... on House { note size } } }',
    data: { items: [{ note: null, size: 3 }, { note: 'noisy' }] },
    errors: [`items.0.note | ${CODE} | House.note | le droit « a »`],
    absent: /House \{[^}]*note/,
  },
  {
    name: 'a field asked twice, once where it is allowed',
    query: '{ items { note ... on Flat { note } } }',
    data: { items: [{ note: null }, { note: 'noisy' }] },
    errors: [`items.0.note | ${CODE} | Item.note | le droit « a »`],
  },
  {
    name: 'an object of a union whose type is not to be seen',
    query: '{ found { __typename ... on House { id } ... on File { text author } } }',
    data: { found: [{ __typename: 'House', id: 'h' }, null, null] },
    errors: [`found.1 | ${CODE} | File | être identifié`],
    absent: /text|author/,
  },
  {
    name: 'an object of a union whose type is not to be seen, only by its name',
    query: '{ found { __typename } }',
    data: { found: [{ __typename: 'House' }, null, null] },
    errors: [`found.1 | ${CODE} | File | être identifié`],
  },
  {
    name: 'a union for who may see it',
    by: grants(),
    query: '{ found { __typename ... on File { text } } }',
    data: { found: [{ __typename: 'House' }, { __typename: 'File', text: 'private' }, null] },
  },
  {
    name: 'what is below a forbidden field, in a fragment that is allowed elsewhere',
    query:
      '{ secret { ...S deep { ...S } } house { ...H } } fragment S on Secret { text } fragment H on House { size note }',
    data: { secret: null, house: { size: 3, note: null } },
    errors: [`secret | ${CODE} | Query.secret | le droit « a »`, `house.note | ${CODE} | House.note | le droit « a »`],
    absent: /secret|note/,
  },
  {
    name: 'introspection beside a forbidden field',
    query: '{ logged __typename __type(name: "Level") { name } }',
    data: { logged: null, __typename: 'Query', __type: { name: 'Level' } },
    errors: [`logged | ${CODE} | Query.logged | être identifié`],
    absent: /./,
  },
]);
