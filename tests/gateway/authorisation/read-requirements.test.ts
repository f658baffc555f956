import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { requirementSentence } from '../../../platform/access/requirement.ts';
import { readSupergraphSdl } from '../../../gateway/authorisation/stripped.ts';
import { composed, PROTECTED } from './protected-world.ts';

const POLICIES = new Set(['own-organisation', 'person']);
const read = (sdl: string) => readSupergraphSdl(sdl, POLICIES);
const sentences = (sdl: string) => {
  const { requirements } = read(sdl);
  return {
    type: (name: string) => requirementSentence(requirements.ofType(name)),
    field: (type: string, field: string) => requirementSentence(requirements.ofField(type, field)),
  };
};

const SUPERGRAPH = composed({
  premises: {
    typeDefs: `${PROTECTED}
      type Query { items: [Item] secret: Level code: Code }
      interface Item { id: ID note: String }
      type House implements Item @key(fields: "id") @authenticated { id: ID note: String @requiresScopes(scopes: [["a"]]) open: Int }
      type Flat implements Item @key(fields: "id") { id: ID note: String @requiresScopes(scopes: [["b"], ["c"]]) }
      enum Level @authenticated { LOW } scalar Code @policy(policies: [["person", "own-organisation"]])`,
  },
  places: {
    typeDefs: `${PROTECTED}
      type House @key(fields: "id") { id: ID note: String @external open: Int @external
        near: Int @requires(fields: "note open") @requiresScopes(scopes: [["a", "d"]]) @authenticated }
      type Flat @key(fields: "id") @requiresScopes(scopes: [["x"]]) { id: ID extra: Int @authenticated }`,
  },
});

describe('what a supergraph requires', () => {
  const { type, field } = sentences(SUPERGRAPH);

  test.each([
    ['an enumeration', () => type('Level'), 'être identifié'],
    ['a scalar, by policies', () => type('Code'), 'les règles « person » et « own-organisation »'],
    ['an object, by one of its subgraphs', () => type('Flat'), 'le droit « x »'],
    ['an object', () => type('House'), 'être identifié'],
    ['a field, either right', () => field('Flat', 'note'), 'le droit « b » ou le droit « c »'],
    ['a public field', () => field('House', 'open'), ''],
  ])('%s', (_what, given, expected) => {
    expect(given()).toBe(expected);
  });

  test('an interface asks what all of its types ask together', () => {
    expect(type('Item')).toContain('être identifié');
    expect(type('Item')).toContain('« x »');
    expect(field('Item', 'note')).toContain('« a »');
    expect(field('Item', 'note')).toContain('« b »');
    expect(field('Item', 'id')).toBe('');
  });

  test('a field asks what the fields that it requires do', () => {
    expect(field('House', 'near')).toContain('« a »');
    expect(field('House', 'near')).toContain('« d »');
  });

  test('a supergraph composed without the transitive requirement still has it', () => {
    const careless = SUPERGRAPH.replace(' @authenticated @requiresScopes(scopes: [["a", "d"]])', '');
    expect(careless).not.toBe(SUPERGRAPH);
    expect(sentences(careless).field('House', 'near')).toContain('« a »');
  });
});

describe('the text for libraries', () => {
  test('holds nothing of the security directives, and is still a schema', () => {
    const { librarySdl } = read(SUPERGRAPH);
    expect(librarySdl).not.toMatch(/authenticated|requiresScopes|policy/);
    expect(() => parse(librarySdl)).not.toThrow();
  });

  test('is another when only the requirements change', () => {
    const other = SUPERGRAPH.replace('["x"]', '["y"]');
    expect(read(other).librarySdl).not.toBe(read(SUPERGRAPH).librarySdl);
    expect(read(other).librarySdl.split('\n').slice(1)).toEqual(read(SUPERGRAPH).librarySdl.split('\n').slice(1));
  });

  test('is the very same when nothing is protected', () => {
    const open = composed({ one: { typeDefs: 'type Query { a: Int }' } });
    expect(read(open).librarySdl).toBe(open);
  });
});

describe('a supergraph that would not be protected as it says is refused', () => {
  const AUTHENTICATED = 'https://specs.apollo.dev/authenticated/v0.1';
  test.each([
    [
      'another version',
      (sdl: string) => sdl.replace(AUTHENTICATED, 'https://specs.apollo.dev/authenticated/v0.2'),
      'v0.1',
    ],
    [
      'another version, without a purpose',
      (sdl: string) =>
        sdl.replace(`"${AUTHENTICATED}", for: SECURITY`, '"https://specs.apollo.dev/authenticated/v1.0"'),
      'v0.1',
    ],
    [
      'an unknown security feature',
      (sdl: string) =>
        sdl.replace('schema @link', 'schema @link(url: "https://specs.example.org/cipher/v1.0", for: SECURITY) @link'),
      'cipher',
    ],
    ['a link without a readable address', (sdl: string) => sdl.replace(AUTHENTICATED, 'authenticated'), 'illisible'],
    [
      'a directive that nothing links',
      (sdl: string) => sdl.replace(`@link(url: "${AUTHENTICATED}", for: SECURITY)`, ''),
      'sans le lier',
    ],
    [
      'a feature linked twice',
      (sdl: string) =>
        sdl.replace('schema @link', `schema @link(url: "${AUTHENTICATED}", for: SECURITY, as: "auth") @link`),
      'deux fois',
    ],
    ['scopes that are not lists', (sdl: string) => sdl.replace('scopes: [["x"]]', 'scopes: "x"'), 'argument illisible'],
    [
      'scopes that are not texts',
      (sdl: string) => sdl.replace('scopes: [["x"]]', 'scopes: [[1]]'),
      'argument illisible',
    ],
    [
      'no scopes',
      (sdl: string) => sdl.replace('@requiresScopes(scopes: [["x"]])', '@requiresScopes'),
      'argument illisible',
    ],
    ['an unknown policy', (sdl: string) => sdl.replace('"person"', '"friend"'), '« friend »'],
    [
      'a directive on an argument',
      (sdl: string) => sdl.replace('open: Int', 'open(of: Int @authenticated): Int'),
      'ne protège rien',
    ],
  ])('%s', (_fault, changed, reason) => {
    const sdl = changed(SUPERGRAPH);
    expect(sdl).not.toBe(SUPERGRAPH);
    expect(() => read(sdl)).toThrow(reason);
  });

  test('a renamed directive is enforced under its own name', () => {
    const renamed = SUPERGRAPH.replace(`"${AUTHENTICATED}"`, `"${AUTHENTICATED}", as: "login"`).replaceAll(
      '@authenticated',
      '@login',
    );
    expect(sentences(renamed).type('House')).toBe('être identifié');
    expect(read(renamed).librarySdl).not.toContain('login');
  });
});
