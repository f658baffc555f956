import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { conditionVariables } from '../../../../gateway/execution/planning/condition-variables.ts';
import type { Planning } from '../../../../gateway/execution/planning/planning.ts';
import { fetchesOf, opened, programOf, queriesOf, shapeText, SHOP } from './planned-world.ts';

let planning: Planning;
beforeAll(async () => {
  planning = await opened(SHOP);
});
afterAll(() => planning.close());

const query = async (text: string, conditions = {}): Promise<string> => {
  const queries = queriesOf(await programOf(planning, text, conditions));
  return queries.join(' | ').replaceAll(/__(catalogue|delivery)__\d+/g, '');
};
const shape = async (text: string, type?: string, conditions = {}): Promise<string> =>
  shapeText((await programOf(planning, text, conditions)).shape, type);

describe('what is planned does not depend on the client’s names', () => {
  it('a field without arguments is asked once under its own name', async () => {
    const text = '{ a: shop { x: title id title: id } }';
    expect(await query(text)).toBe('{shop{title id}}');
    expect(await shape(text)).toBe('a=shop{x=title id title=id}');
  });

  it('an object that is read under several names is asked for each, so that a null below one leaves the others', async () => {
    const text = '{ a: shop { x: title } shop { id } ...F } fragment F on Query { a: shop { y: title } }';
    expect(await query(text)).toBe('{_a1_shop:shop{title}shop{id}}');
    expect(await shape(text)).toBe('a=_a1_shop{x=title y=title} shop{id}');
  });

  it('an alias that equals the name of another field changes nothing', async () => {
    const text = '{ shop { id: title title: id } }';
    expect(await query(text)).toBe('{shop{title id}}');
    expect(await shape(text)).toBe('shop{id=title title=id}');
  });

  it('the same arguments have the same key, whatever their order; others have another', async () => {
    const text = `query ($w: [String!]) { found(words: $w, page: { first: 1 }) { __typename } ...F c: found { __typename } }
      fragment F on Query { found(page: { first: 1 }, words: $w) { __typename } }`;
    expect(await shape(text)).toBe('found=_a1_found{__typename=__typename} c=_a2_found{__typename=__typename}');
    expect(await query(text)).toContain('_a2_found:found{__typename}');
  });

  it('a variable that is not used any more is not declared, and a default stays with its variable', async () => {
    const text = 'query Q($n: Int = 3, $skip: Boolean!) { shop { town(zip: $n) other: town @skip(if: $skip) } }';
    expect(await query(text, { skip: true })).toBe('query Q($n:Int=3){shop{_a1_town:town(zip:$n)}}');
    const unused = 'query Q($n: Int = 3, $skip: Boolean!) { shop { title town(zip: $n) @skip(if: $skip) } }';
    expect(await query(unused, { skip: true })).toBe('query Q{shop{title}}');
  });
});

describe('conditions are settled before planning', () => {
  it.each([
    [{ s: true, i: true }, '{shop{id}}'],
    [{ s: false, i: true }, '{shop{title id}}'],
    [{ s: false, i: false }, '{shop{title}}'],
  ])('%j', async (conditions, expected) => {
    const text = 'query ($s: Boolean!, $i: Boolean!) { shop { title @skip(if: $s) ... @include(if: $i) { id } } }';
    expect(await query(text, conditions)).toBe(expected);
  });

  it('an object of which nothing is asked any more is still asked', async () => {
    expect(await query('{ shop { id @skip(if: true) } }')).toBe('{shop{__typename}}');
  });

  it('nothing is planned when everything is skipped', async () => {
    const program = await programOf(planning, '{ shop @include(if: false) { id } __typename }');
    expect(program.step).toBeNull();
    expect(shapeText(program.shape)).toBe('__typename=__typename');
  });

  it('names the variables that decide, through fragments, once', () => {
    const document = parse(
      'query A($x: Boolean!, $y: Boolean!, $n: Int) { a @skip(if: $x) b(n: $n) ...F } query B { c } fragment F on Q { d @include(if: $y) @skip(if: $x) ...F2 } fragment F2 on Q { e @skip(if: true) }',
    );
    expect([...conditionVariables(document, 'A')].sort()).toEqual(['x', 'y']);
    expect(conditionVariables(document, 'B')).toEqual([]);
  });
});

describe('abstract types', () => {
  it('are asked for their type, and have a shape for each concrete type', async () => {
    const text = '{ items { name ... on Book { n: pages } ...F } } fragment F on Film { minutes name }';
    expect(await query(text)).toBe('{items{__typename name ...on Book{pages}...on Film{minutes}}}');
    const { shape: root } = await programOf(planning, text);
    const [items] = root.fields.get('Query') ?? [];
    if (items?.kind !== 'object' || items.shape === null) throw new Error('items is an object');
    expect(shapeText(items.shape, 'Book')).toBe('name n=pages');
    expect(shapeText(items.shape, 'Film')).toBe('name minutes');
  });

  it('a fragment on an interface in a union keeps its members only', async () => {
    const text = '{ found { ... on Item { name } ... on Shop { title } } }';
    expect(await query(text)).toContain('...on Shop{title}');
    const [found] = (await programOf(planning, text)).shape.fields.get('Query') ?? [];
    if (found?.kind !== 'object' || found.shape === null) throw new Error('found is an object');
    expect([...found.shape.fields.keys()]).toEqual(['Book', 'Film', 'Shop']);
    expect(shapeText(found.shape, 'Shop')).toBe('title');
  });

  it('the same key is used on an interface and on its types, though only one of them has more arguments', async () => {
    const text = '{ items { label ... on Book { label } } }';
    expect(await query(text)).toBe('{items{__typename _a1_label:label}}');
  });

  it('fields of the same name and of different types are told apart by the planner’s rewrites', async () => {
    const program = await programOf(planning, '{ items { ... on Book { a: size } ... on Film { b: size } } }');
    const [fetch] = fetchesOf(program.step);
    expect(fetch?.query).toContain('size__alias_0:size');
    expect(fetch?.outputRewrites).toHaveLength(1);
    expect(fetch?.outputRewrites[0]).toMatchObject({ kind: 'rename', to: 'size' });
    expect(fetch?.outputRewrites[0]?.path).toContainEqual(new Set(['Film']));
  });

  it('a value of an enumeration that clients may not see is not in the shape', async () => {
    const [shop] = (await programOf(planning, '{ shop { state } }')).shape.fields.get('Query') ?? [];
    if (shop?.kind !== 'object') throw new Error('shop is an object');
    expect(shop.shape?.fields.get('Shop')).toMatchObject([
      { leaf: { kind: 'enum', values: new Set(['OPEN', 'CLOSED']) } },
    ]);
  });
});

describe('roots', () => {
  it('each field of a mutation is asked on its own, in order', async () => {
    const text =
      'mutation { b: remove(id: 1) a: remove(id: 1) ship(id: 2) add(name: "x") { name } add(name: "x") { id } }';
    const queries = queriesOf(await programOf(planning, text));
    expect(queries).toHaveLength(3);
    expect(queries[0]).toMatch(/_a1_remove:remove\(id:1\) ?_a2_remove:remove\(id:1\)/);
    expect(queries[1]).toMatch(/_a3_ship:ship/);
    expect(queries[2]).toMatch(/_a4_add:add\(name:"x"\)\{__typename name id\}/);
  });

  it('introspection is the engine’s: it is in the shape, not in the plan', async () => {
    const program = await programOf(
      planning,
      '{ a: __schema { queryType { name } } shop { id } __type(name: "Book") { name } }',
    );
    expect(queriesOf(program)).toEqual(['{shop{id}}']);
    const keys = program.shape.fields.get('Query')?.map((field) => (field.kind === 'introspection' ? field.key : ''));
    expect(new Set(keys).size).toBe(3);
  });

  it('a subscription is refused', async () => {
    const document = parse('subscription { shop { id } }');
    await expect(planning.programOf({ document, operationName: undefined, conditions: {} })).rejects.toMatchObject({
      extensions: { code: 'INVALID_INPUT' },
    });
  });
});

describe('requirements', () => {
  it('a requirement with arguments does not meet the client’s own field', async () => {
    const program = await programOf(planning, '{ items { ... on Book { price(currency: "GBP") euros } } }');
    const [first, second] = fetchesOf(program.step);
    expect(first?.query).toContain('_a1_price:price(currency:"GBP")');
    expect(first?.query).toMatch(/[)\s]price\(currency:"EUR"\)/);
    expect(second?.path).toEqual(['items', '@']);
    expect(second?.requires).toEqual([
      {
        kind: 'fragment',
        types: new Set(['Book']),
        selections: expect.arrayContaining([
          { kind: 'field', name: '__typename', nonNull: true, selections: null },
          { kind: 'field', name: 'id', nonNull: true, selections: null },
          { kind: 'field', name: 'price', nonNull: false, selections: null },
        ]),
      },
    ]);
  });
});
