import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, specifiedRules, validate } from 'graphql';
import { keptPost } from '../../support/leaks/kept-post.ts';
import type { Answer, World } from '../world.ts';
import { openRefusingWorld, SCHEMA } from './refusing-world.ts';

let world: World;
beforeAll(async () => {
  world = await openRefusingWorld();
});
afterAll(() => world.close());

const ADDRESS = '12 rue du Canari, 47000 Agen';

/** Documents that are not of the schema, and what is said after « La requête ne correspond pas au schéma : ». */
const WRONG: readonly (readonly [query: string, sentence: string])[] = [
  ['{ home { nam } }', 'le type « Home » n’a pas de champ « nam ». Vouliez-vous dire « name » ?'],
  ['{ named { size } }', 'le type « Named » n’a pas de champ « size ». Vouliez-vous un fragment sur « Home » ?'],
  [
    '{ town(code: "1", cod: 1) { name } }',
    'le champ « Query.town » n’a pas d’argument « cod ». Vouliez-vous dire « code » ?',
  ],
  [
    '{ __typename @skip(if: true, iff: 1) }',
    'la directive « @skip » n’a pas d’argument « iff ». Vouliez-vous dire « if » ?',
  ],
  ['{ town { name } }', 'l’argument « code » (« ID! ») du champ « town » est obligatoire et n’est pas donné.'],
  [
    '{ __typename @skip }',
    'l’argument « if » (« Boolean! ») de la directive « @skip » est obligatoire et n’est pas donné.',
  ],
  ['{ home(filter: {}) { name } }', 'le champ « Filter.postcode » (« String! ») est obligatoire et n’est pas donné.'],
  [
    '{ home(filter: { postcode: "1", flg: true }) { name } }',
    'le type « Filter » n’a pas de champ « flg ». Vouliez-vous dire « flag » ?',
  ],
  [`{ home(rooms: "${ADDRESS}") { name } }`, 'attendu un nombre entier (« Int »), par exemple 20 ; écrit : un texte.'],
  [
    '{ home(rooms: 47000123456) { name } }',
    'attendu un nombre entier (« Int »), par exemple 20 ; écrit : un nombre hors de ses bornes (de -2147483648 à 2147483647).',
  ],
  [`{ home(ratio: "${ADDRESS}") { name } }`, 'attendu un nombre (« Float »), par exemple 44.2033 ; écrit : un texte.'],
  [`{ home(flag: "${ADDRESS}") { name } }`, 'attendu un booléen (« Boolean »), par exemple true ; écrit : un texte.'],
  [
    `{ home(id: { a: "${ADDRESS}" }) { name } }`,
    'attendu un identifiant (« ID »), par exemple "47001" ; écrit : un objet.',
  ],
  [`{ home(text: ["${ADDRESS}"]) { name } }`, 'attendu un texte (« String »), par exemple "Agen" ; écrit : une liste.'],
  [
    '{ home(text: Canari) { name } }',
    'attendu un texte (« String »), par exemple "Agen" ; écrit : un mot sans guillemets.',
  ],
  [
    `{ home(since: "${ADDRESS}") { name } }`,
    'attendu une date (« Date »), par exemple "2026-11-23" ; écrit : un texte d’une autre forme.',
  ],
  [
    `{ home(kind: "${ADDRESS}") { name } }`,
    'attendu une valeur de l’énumération (« Kind ») ; écrit : un texte qui n’est pas une de ses valeurs.',
  ],
  ['{ home(kind: FIBER) { name } }', 'cette valeur n’est pas de l’énumération « Kind ». Vouliez-vous dire « FIBRE » ?'],
  [`{ home(filter: "${ADDRESS}") { name } }`, 'attendu un objet (« Filter ») ; écrit : un texte.'],
  ['{ town(code: null) { name } }', 'attendu un identifiant (« ID! »), par exemple "47001" ; écrit : null.'],
  ['{ home { ... on Hom { name } } }', 'le type « Hom » n’existe pas. Vouliez-vous dire « Home » ?'],
  ['{ home { ...Canari } }', 'le fragment « Canari » n’est pas défini.'],
  ['{ __typename @canari }', 'la directive « @canari » n’existe pas.'],
  ['query @skip(if: true) { __typename }', 'la directive « @skip » n’est pas permise à cet endroit.'],
  ['{ __typename @skip(if: false) @skip(if: false) }', 'la directive « @skip » ne se donne qu’une fois à cet endroit.'],
  ['{ town(code: $code) { name } }', 'la variable « $code » n’est pas déclarée : déclarez-la en tête.'],
  ['query Q { town(code: $code) { name } }', 'la variable « $code » n’est pas déclarée : déclarez-la en tête.'],
  ['query Q($code: ID) { __typename }', 'la variable « $code » est déclarée et ne sert pas : ôtez-la.'],
  [
    'query Q($code: ID) { town(code: $code) { name } }',
    'la variable « $code » est de type « ID », là où il faut « ID! ».',
  ],
  [
    'query Q($home: Home) { __typename @skip(if: $home) }',
    'la variable « $home » ne peut pas être de type « Home », qui ne se donne pas.',
  ],
  ['{ town(code: 1, code: 2) { name } }', 'l’argument « code » est donné deux fois.'],
  ['query Q($c: ID!, $c: ID!) { town(code: $c) { name } }', 'la variable « $c » est déclarée deux fois.'],
  [
    '{ home { ...F } } fragment F on Home { name } fragment F on Home { name }',
    'le fragment « F » est défini deux fois.',
  ],
  ['query Q { __typename } query Q { __typename }', 'deux opérations s’appellent « Q ».'],
  ['{ home(filter: { postcode: "1", postcode: "2" }) { name } }', 'le champ « postcode » est donné deux fois.'],
  ['query Q { __typename } { __typename }', 'une opération sans nom doit être seule : nommez-les toutes.'],
  ['{ __typename } fragment F on Home { name }', 'le fragment « F » ne sert pas : ôtez-le.'],
  ['{ home { ...F } } fragment F on Home { name ...F }', 'le fragment « F » se contient lui-même.'],
  [
    '{ home { ...F } } fragment F on Town { name }',
    'le fragment « F » ne convient pas ici : « Home » n’est jamais « Town ».',
  ],
  ['{ home { ... on Town { name } } }', 'ce fragment ne convient pas ici : « Home » n’est jamais « Town ».'],
  ['{ home { ... on Kind { name } } }', 'un fragment ne porte pas sur « Kind », qui n’a pas de champs.'],
  ['{ home { name { first } } }', 'le champ « name » (« String ») n’a pas de champs à choisir : ôtez ses accolades.'],
  ['{ home }', 'le champ « home » (« Home ») a des champs : dites lesquels, « home { … } ».'],
  [
    '{ home { name name: size } }',
    'deux demandes différentes portent le nom « name » : donnez-leur des alias, « autre: name ».',
  ],
  ['subscription S { home { name } town { name } }', 'un abonnement ne suit qu’un champ à la racine.'],
  ['{ __typename } type Canari { a: Int }', 'elle définit des types, ce qui ne s’exécute pas.'],
];

/** Asks it, by name where the document has two operations. */
async function refused(query: string) {
  const named = query.startsWith('query Q { __typename } ') ? { operationName: 'Q' } : {};
  const { status, text } = await keptPost(`${world.url}/graphql`, { query, ...named });
  return { status, text, errors: (JSON.parse(text) as Pick<Answer, 'errors'>).errors };
}

describe('a document that is not of the schema is told by names, never by the values written in it', () => {
  it.each(WRONG)('%s', async (query, sentence) => {
    const { status, text, errors } = await refused(query);
    expect(errors.map(({ message }) => message)).toContain(`La requête ne correspond pas au schéma : ${sentence}`);
    expect(errors.every(({ extensions }) => extensions['code'] === 'GRAPHQL_VALIDATION_FAILED')).toBe(true);
    expect(status).toBe(400);
    expect(text).not.toContain('rue du Canari');
    expect(text).not.toMatch(/Did you mean|[Ee]xpected|[Uu]nknown|cannot/);
  });

  it('every rule of graphql-js is among them, but the one whose limit comes first', () => {
    const documents = WRONG.map(([query]) => parse(query));
    const untold = specifiedRules
      .filter((rule) => !documents.some((document) => validate(SCHEMA, document, [rule]).length > 0))
      .map(({ name }) => name);
    expect(untold).toEqual(['MaxIntrospectionDepthRule']);
  });
});

/** Texts that are no GraphQL, and what is said after « La requête n’est pas du GraphQL bien formé : ». */
const MALFORMED: readonly (readonly [query: string, sentence: string])[] = [
  ['{', 'un nom est attendu, et non la fin de la requête (ligne 1, colonne 2).'],
  ['{ home { name }', 'un nom est attendu, et non la fin de la requête (ligne 1, colonne 16).'],
  ['{ }', 'un nom est attendu, et non « } » (ligne 1, colonne 3).'],
  [`{\n  home(text: "${ADDRESS}" "Canari") { name }\n}`, 'un nom est attendu, et non un texte (ligne 2, colonne 45).'],
  ['{ home(text: 12 rue du Canari) { name } }', '« : » est attendu, et non un nom (ligne 1, colonne 21).'],
  [
    `{ home(text: "${ADDRESS}) { name } }`,
    'un texte n’est pas fermé : il lui manque un guillemet (ligne 1, colonne 55).',
  ],
  [
    `{ home(text: '${ADDRESS}') { name } }`,
    'un texte s’écrit entre guillemets doubles : "Agen" (ligne 1, colonne 14).',
  ],
  ['{ home(text: 012) { name } }', 'un nombre est mal écrit (ligne 1, colonne 15).'],
  ['{ home(text: "\\q") { name } }', 'un caractère est mal échappé dans un texte (ligne 1, colonne 15).'],
  ['{ home(text: é) { name } }', 'un caractère n’a pas de sens ici (ligne 1, colonne 14).'],
  ['Canari { name }', 'un nom n’est pas permis ici (ligne 1, colonne 1).'],
  ['{ home(rooms: }) { name } }', '« } » n’est pas permis ici (ligne 1, colonne 15).'],
  ['fragment on on Home { name }', 'un nom n’est pas permis ici (ligne 1, colonne 10).'],
  ['enum Place { true }', 'un mot réservé n’est pas permis ici (ligne 1, colonne 14).'],
  ['query Q($a: Int = $b) { __typename }', 'une variable n’est pas permise ici (ligne 1, colonne 19).'],
];

describe('a text that is no GraphQL is told by its place, never by its words', () => {
  it.each(MALFORMED)('%s', async (query, sentence) => {
    const { status, text, errors } = await refused(query);
    expect(errors.map(({ message }) => message)).toEqual([`La requête n’est pas du GraphQL bien formé : ${sentence}`]);
    expect({ status, code: errors[0]?.extensions['code'] }).toEqual({ status: 400, code: 'GRAPHQL_PARSE_FAILED' });
    expect(text).not.toContain('Canari');
  });
});
