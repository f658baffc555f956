import { asking, type Attack } from './attack.ts';

function badBody(name: string, body: string | Buffer): Attack {
  return { name, body, status: 400, code: 'BAD_REQUEST' };
}

const COMPRESSED = { headers: { 'content-encoding': 'gzip' }, status: 415 };

/** Bodies that are not what a GraphQL request is. */
export const BODIES: readonly Attack[] = [
  badBody('no body', ''),
  badBody('half a body', '{"query":"{ __typename }"'),
  badBody('a body that is null', 'null'),
  badBody('a body that is a number', '1'),
  badBody('a body that is a string', '"{ __typename }"'),
  badBody('an empty object', '{}'),
  badBody('an empty batch', '[]'),
  badBody('a batch of nothing', '[null]'),
  badBody('no query', '{"variables":{}}'),
  badBody('an empty query', '{"query":""}'),
  badBody('a query that is an object', '{"query":{"kind":"Document"}}'),
  badBody('a query that is a list', '{"query":["{ __typename }"]}'),
  badBody('a query that is a number', '{"query":1}'),
  badBody('variables that are a text', '{"query":"{ __typename }","variables":"{}"}'),
  badBody('variables that are a list', '{"query":"{ __typename }","variables":[]}'),
  badBody('an operation name that is an object', '{"query":"{ __typename }","operationName":{}}'),
  badBody('an operation name that is a list', '{"query":"{ __typename }","operationName":["A"]}'),
  badBody('extensions that are a text', '{"query":"{ __typename }","extensions":"{}"}'),
  badBody('extensions that are a list', '{"query":"{ __typename }","extensions":[]}'),
  badBody('a prototype in the body', '{"query":"{ __typename }","__proto__":{"isAdmin":true}}'),
  badBody('a prototype in the variables', '{"query":"{ __typename }","variables":{"__proto__":{"isAdmin":true}}}'),
  badBody('an escaped prototype', '{"query":"{ __typename }","variables":{"\\u005f_proto__":{"isAdmin":true}}}'),
  badBody('a constructor', '{"query":"{ __typename }","variables":{"constructor":{"prototype":{"isAdmin":true}}}}'),
  badBody('bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])),
  badBody('a compressed body', Buffer.from([0x1f, 0x8b, 0x08, 0x00])),
  badBody('a list nested ten thousand times', `{"query":"{ __typename }","variables":${'['.repeat(9000)}`),
  { ...badBody('a body that says it is compressed', '{"query":"{ __typename }"}'), ...COMPRESSED },
  ...[
    ['lists', `${'['.repeat(9000)}${']'.repeat(9000)}`],
    ['objects', `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`],
    ['one level more than is read', `${'['.repeat(63)}${']'.repeat(63)}`],
  ].flatMap(([name, nested]) =>
    ['variables', 'extensions'].map((field) => ({
      name: `${field} nested too far: ${name}`,
      body: `{"query":"{ __typename }","${field}":{"a":${nested}}}`,
      status: 400,
      code: 'OPERATION_TOO_LARGE',
      limit: 'nesting',
    })),
  ),
  {
    name: 'a batch of batches',
    body: `${'['.repeat(9000)}${']'.repeat(9000)}`,
    status: 400,
    code: 'OPERATION_TOO_LARGE',
    limit: 'nesting',
  },
  { name: 'the same key twice', body: '{"query":"{ nope }","query":"{ __typename }"}', status: 200, code: null },
  {
    name: 'more than the largest body',
    body: `{"query":"${'a'.repeat(21_000)}"}`,
    status: 413,
    code: 'REQUEST_TOO_LARGE',
    limit: 'requestBytes',
  },
  {
    name: 'a batch',
    body: '[{"query":"{ __typename }"},{"query":"{ __typename }"}]',
    status: 400,
    code: 'OPERATION_TOO_LARGE',
    limit: 'batch',
  },
  {
    name: 'a batch of a thousand',
    body: `[${Array.from({ length: 1000 }, () => '{}').join(',')}]`,
    status: 400,
    code: 'OPERATION_TOO_LARGE',
    limit: 'batch',
  },
];

const COMMUNE = 'query Q($code: ID!) { commune(inseeCode: $code) { name } }';

function badVariables(name: string, variables: object): Attack {
  return { name, ...asking(COMMUNE, { variables }), status: 400, code: 'BAD_USER_INPUT' };
}

/** Variables that are not those of the operation. */
export const VARIABLES: readonly Attack[] = [
  badVariables('none', {}),
  badVariables('null for what may not be', { code: null }),
  badVariables('an object for an identifier', { code: {} }),
  badVariables('a list for an identifier', { code: ['47001'] }),
  badVariables('a boolean for an identifier', { code: true }),
  badVariables('a number that is no integer', { code: 1.5 }),
  badVariables('the property of an object', { constructor: '47001' }),
  {
    name: 'more than is asked',
    ...asking(COMMUNE, { variables: { code: '47001', toString: 1, hasOwnProperty: null } }),
    status: 200,
    code: null,
  },
  {
    name: 'a variable named as a property of objects',
    ...asking('query Q($toString: ID!) { commune(inseeCode: $toString) { name } }', {
      variables: { toString: '47001' },
    }),
    status: 200,
    code: null,
  },
  {
    name: 'a variable named as a property, not given',
    ...asking('query Q($toString: ID!) { commune(inseeCode: $toString) { name } }'),
    status: 400,
    code: 'BAD_USER_INPUT',
  },
];
