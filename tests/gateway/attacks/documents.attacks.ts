import { createHash } from 'node:crypto';
import { asking, type Attack } from './attack.ts';

/** The documents that the gateway of these attacks trusts. */
export const TRUSTED_TEXTS = [
  'query Names { communes { name } }',
  'mutation Rename($n: String!) { rename(name: $n) }',
] as const;

const [NAMES, RENAME] = TRUSTED_TEXTS;
const OTHER = '{ communes { inseeCode } }';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash(text) } } });
const body = (question: object) => ({ body: JSON.stringify(question) });
const get = (parameters: Record<string, string>) => ({
  method: 'GET',
  path: `/graphql?${new URLSearchParams(parameters).toString()}`,
  headers: { 'apollo-require-preflight': 'true' },
});

function answered(name: string, request: Partial<Attack>): Attack {
  return { name, status: 200, code: null, ...request };
}
function untrusted(name: string, request: Partial<Attack>): Attack {
  return { name, status: 403, code: 'DOCUMENT_NOT_TRUSTED', ...request };
}
function misnamed(name: string, request: Partial<Attack>): Attack {
  return { name, status: 400, code: 'INVALID_INPUT', ...request };
}

/** Of a caller without key, where such callers may ask trusted documents alone. */
export const DOCUMENTS: readonly Attack[] = [
  answered('a trusted document by its text', asking(NAMES)),
  answered('in other white space and with comments', asking('# hello\nquery Names{communes{name,}}')),
  answered('by its identifier', body({ documentId: `sha256:${hash(NAMES)}` })),
  answered('by the digits of it alone', body({ documentId: hash(NAMES) })),
  answered('by the hash of Apollo’s protocol', body(persisted(NAMES))),
  answered('by its identifier and its text', body({ documentId: hash(NAMES), query: NAMES })),
  answered('by its identifier in a GET', get({ documentId: `sha256:${hash(NAMES)}` })),
  answered(
    'by the hash of Apollo’s protocol in a GET',
    get({ extensions: JSON.stringify(persisted(NAMES).extensions) }),
  ),
  untrusted('another document', asking(OTHER)),
  untrusted('another document, again', asking(OTHER)),
  untrusted('a trusted one with one more field', asking('query Names { communes { name inseeCode } }')),
  untrusted('a trusted one under another name', asking('query Other { communes { name } }')),
  untrusted(
    'a trusted one beside another',
    asking(`${NAMES} query B { communes { inseeCode } }`, { operationName: 'Names' }),
  ),
  untrusted('a document that is not of the schema', asking('{ nope }')),
  untrusted('an introspection', asking('{ __schema { types { name } } }')),
  untrusted(
    'a document that is too large',
    asking(`{ communes { ${'neighbours { '.repeat(30)}name${' }'.repeat(30)} } }`),
  ),
  untrusted('another document in a GET', get({ query: OTHER })),
  untrusted('another document with its hash', body({ query: OTHER, ...persisted(OTHER) })),
  { name: 'which is not remembered', ...body(persisted(OTHER)), status: 200, code: 'PERSISTED_QUERY_NOT_FOUND' },
  {
    name: 'another text under a trusted hash',
    ...body({ query: OTHER, ...persisted(NAMES) }),
    status: 400,
    code: 'BAD_REQUEST',
  },
  misnamed('another text under a trusted identifier', body({ query: OTHER, documentId: hash(NAMES) })),
  {
    name: 'a document that nobody knows',
    ...body({ documentId: `sha256:${'0'.repeat(64)}` }),
    status: 404,
    code: 'DOCUMENT_NOT_FOUND',
  },
  misnamed('an identifier in capitals', body({ documentId: `sha256:${hash(NAMES).toUpperCase()}` })),
  misnamed('an identifier that is a path', body({ documentId: '../../etc/passwd' })),
  misnamed('an identifier that is a list', body({ documentId: [hash(NAMES)] })),
  misnamed('an identifier that is the prototype', body({ documentId: '__proto__'.slice(2, -2) })),
  misnamed('two identifiers in a GET', {
    ...get({}),
    path: `/graphql?documentId=${hash(NAMES)}&documentId=${hash(OTHER)}`,
  }),
  {
    name: 'a mutation by its identifier in a GET',
    ...get({ documentId: hash(RENAME), variables: '{"n":"a"}' }),
    status: 405,
    code: 'BAD_REQUEST',
  },
  {
    name: 'another version of Apollo’s protocol',
    ...body({ extensions: { persistedQuery: { version: 2, sha256Hash: hash(NAMES) } } }),
    status: 400,
    code: 'BAD_REQUEST',
  },
  {
    name: 'a GET by identifier that any page can send',
    ...get({ documentId: hash(NAMES) }),
    headers: {},
    status: 400,
    code: 'BAD_REQUEST',
  },
];
