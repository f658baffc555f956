import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faultsOf, send, type Attack } from '../attacks/attack.ts';
import { openGateway, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await openGateway();
});
afterAll(() => world.close());

const preflighted = { 'apollo-require-preflight': 'true' };
const get = (search: string): Partial<Attack> => ({
  method: 'GET',
  path: `/graphql?${search}`,
  headers: preflighted,
});
const post = (body: string, headers = {}): Partial<Attack> => ({
  body,
  headers: { 'content-type': 'application/json', ...headers },
});
const QUERY = encodeURIComponent('{ __typename }');
const TWO = '"query":"query A { __typename } query B { __typename }"';

/** Requests that are wrong by themselves, the status and the whole sentence of what is answered. */
const CASES: readonly (readonly [what: string, request: Partial<Attack>, status: number, sentence: string])[] = [
  [
    'variables that are a text',
    post('{"query":"{ __typename }","variables":"{}"}'),
    400,
    'Le champ « variables » doit être un objet JSON. Exemple : {"code":"47001"}.',
  ],
  [
    'variables that are a list',
    post('{"query":"{ __typename }","variables":[]}'),
    400,
    'Le champ « variables » doit être un objet JSON. Exemple : {"code":"47001"}.',
  ],
  [
    'extensions that are a text',
    post('{"query":"{ __typename }","extensions":"{}"}'),
    400,
    'Le champ « extensions » doit être un objet JSON. Exemple : {}.',
  ],
  [
    'a name that is no text',
    post('{"query":"{ __typename }","operationName":{}}'),
    400,
    'Le champ « operationName » doit être un texte. Exemple : "Communes".',
  ],
  [
    'a query that is no text',
    post('{"query":{"kind":"Document"}}'),
    400,
    'Le champ « query » doit être un texte. Exemple : {"query":"{ __typename }"}.',
  ],
  [
    'no query',
    post('{"variables":{}}'),
    400,
    'La demande ne contient pas de requête GraphQL. Exemple : {"query":"{ __typename }"}.',
  ],
  [
    'two operations and no name',
    post(`{${TWO}}`),
    400,
    'La requête ne contient pas une opération, et une seule : dites laquelle exécuter dans « operationName ».',
  ],
  [
    'a name that is not there',
    post(`{${TWO},"operationName":"C"}`),
    400,
    'L’opération nommée par « operationName » n’est pas dans la requête.',
  ],
  [
    'a body that is not JSON',
    post('{'),
    400,
    'Le corps de la demande n’est pas du JSON bien formé, ou porte une clé interdite (« __proto__ », « constructor »). Exemple : {"query":"{ __typename }"}.',
  ],
  [
    'a body with a key that it may not have',
    post('{"query":"{ __typename }","variables":{"__proto__":{}}}'),
    400,
    'Le corps de la demande n’est pas du JSON bien formé, ou porte une clé interdite (« __proto__ », « constructor »). Exemple : {"query":"{ __typename }"}.',
  ],
  [
    'an answer that nobody can give',
    post('{"query":"{ __typename }"}', { accept: 'text/html' }),
    406,
    'Le hub répond en JSON : demandez « Accept: application/json » ou « Accept: application/graphql-response+json ».',
  ],
  [
    'a query twice in an address',
    get(`query=${QUERY}&query=${QUERY}`),
    400,
    'Dans l’adresse, « query » ne se donne qu’une fois.',
  ],
  [
    'variables twice in an address',
    get(`query=${QUERY}&variables={}&variables={}`),
    400,
    'Dans l’adresse, « variables » ne se donne qu’une fois.',
  ],
  [
    'a name twice in an address',
    get(`query=${QUERY}&operationName=A&operationName=B`),
    400,
    'Dans l’adresse, « operationName » ne se donne qu’une fois.',
  ],
  [
    'variables that are not JSON in an address',
    get(`query=${QUERY}&variables=12%20rue`),
    400,
    'Dans l’adresse, « variables » doit être un objet JSON, encodé. Exemple : variables=%7B%22code%22%3A%2247001%22%7D.',
  ],
  [
    'extensions that are a list in an address',
    get(`query=${QUERY}&extensions=[]`),
    400,
    'Dans l’adresse, « extensions » doit être un objet JSON, encodé. Exemple : extensions=%7B%7D.',
  ],
  [
    'another version of Apollo’s protocol',
    post('{"query":"{ __typename }","extensions":{"persistedQuery":{"version":2,"sha256Hash":"a"}}}'),
    400,
    '« extensions.persistedQuery » s’écrit {"version":1,"sha256Hash":"…"} : la version attendue est 1.',
  ],
];

describe('a request that is wrong by itself is told so in French', () => {
  it.each(CASES)('%s', async (_what, request, status, sentence) => {
    const received = await send(world.url, request);
    expect({ status: received.status, messages: faultsOf(received).map(({ message }) => message) }).toEqual({
      status,
      messages: [sentence],
    });
    expect(faultsOf(received)[0]?.extensions.code).toMatch(/^(BAD_REQUEST|OPERATION_RESOLUTION_FAILURE)$/);
  });
});
