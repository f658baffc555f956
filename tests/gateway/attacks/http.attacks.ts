import { asking, type Attack } from './attack.ts';

const GOOD = asking('{ __typename }');
const PREFLIGHTED = { 'apollo-require-preflight': 'true' };
const query = encodeURIComponent('{ __typename }');

function badRequest(name: string, request: Partial<Attack>): Attack {
  return { name, status: 400, code: 'BAD_REQUEST', ...request };
}

/** Content types, methods and addresses. */
export const FORMS: readonly Attack[] = [
  ...['text/plain', 'text/plain; charset=utf-8'].map((type) =>
    badRequest(`a form that any page can send: ${type}`, { headers: { 'content-type': type }, ...GOOD }),
  ),
  ...[
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/graphql',
    'image/png',
    'application/jsonp',
    'text/json',
  ].map((type) => ({
    ...badRequest(`not JSON: ${type}`, { headers: { 'content-type': type }, ...GOOD }),
    status: 415,
  })),
  {
    ...badRequest('JSON that is not UTF-8', {
      headers: { 'content-type': 'application/json; charset=utf-16' },
      ...GOOD,
    }),
    status: 415,
  },
  badRequest('a GET that any page can send', { method: 'GET', path: `/graphql?query=${query}` }),
  badRequest('a GET without a query', { method: 'GET', path: '/graphql', headers: PREFLIGHTED }),
  badRequest('a GET with two queries', {
    method: 'GET',
    path: `/graphql?query=${query}&query=${query}`,
    headers: PREFLIGHTED,
  }),
  badRequest('a GET with variables that are no JSON', {
    method: 'GET',
    path: `/graphql?query=${query}&variables={`,
    headers: PREFLIGHTED,
  }),
  badRequest('a GET with variables that are a list', {
    method: 'GET',
    path: `/graphql?query=${query}&variables=[]`,
    headers: PREFLIGHTED,
  }),
  {
    ...badRequest('a mutation by GET', {
      method: 'GET',
      path: `/graphql?query=${encodeURIComponent('mutation { rename(name: "a") }')}`,
      headers: PREFLIGHTED,
    }),
    status: 405,
  },
  ...['PUT', 'DELETE', 'PATCH'].map((method) => ({
    name: `the method ${method}`,
    method,
    ...GOOD,
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
  })),
  {
    name: 'an address too long',
    method: 'GET',
    path: `/graphql?query=${'a'.repeat(20_000)}`,
    headers: PREFLIGHTED,
    status: 431,
    code: 'REQUEST_TOO_LARGE',
  },
  {
    name: 'headers too long',
    headers: { 'x-long': 'a'.repeat(20_000) },
    ...GOOD,
    status: 431,
    code: 'REQUEST_TOO_LARGE',
  },
  {
    name: 'an answer that nobody can give',
    headers: { accept: 'text/html' },
    ...GOOD,
    status: 406,
    code: 'BAD_REQUEST',
  },
  {
    name: 'the query plan, by Apollo’s header',
    headers: { 'apollo-query-plan-experimental': '1', 'apollo-query-plan-experimental-format': 'internal' },
    ...GOOD,
    status: 200,
    code: null,
  },
  {
    name: 'a trace of the subgraphs, by Apollo’s header',
    headers: { 'apollo-federation-include-trace': 'ftv1' },
    ...GOOD,
    status: 200,
    code: null,
  },
  { name: 'a page that is not there', path: '/graphql/../../etc/passwd', ...GOOD, status: 404, code: 'NOT_FOUND' },
  { name: 'a subgraph’s own page', path: '/department/graphql', ...GOOD, status: 404, code: 'NOT_FOUND' },
  {
    name: 'a page of another site',
    headers: { origin: 'https://mechant.example' },
    ...GOOD,
    status: 403,
    code: 'ORIGIN_NOT_ALLOWED',
  },
  { name: 'a page of no site', headers: { origin: 'null' }, ...GOOD, status: 403, code: 'ORIGIN_NOT_ALLOWED' },
  {
    name: 'a browser that asks for another site',
    method: 'OPTIONS',
    headers: { origin: 'https://mechant.example', 'access-control-request-method': 'POST' },
    status: 403,
    code: 'ORIGIN_NOT_ALLOWED',
  },
  {
    name: 'a token that is wrong',
    headers: { authorization: 'Bearer faux' },
    ...GOOD,
    status: 401,
    code: 'TOKEN_INVALID',
  },
  { name: 'an empty token', headers: { authorization: 'Bearer ' }, ...GOOD, status: 401, code: 'TOKEN_INVALID' },
  {
    name: 'another scheme than Bearer',
    headers: { authorization: 'Basic YTpi' },
    ...GOOD,
    status: 401,
    code: 'TOKEN_INVALID',
  },
  {
    name: 'an unsigned token',
    headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.' },
    ...GOOD,
    status: 401,
    code: 'TOKEN_FOREIGN',
  },
];
