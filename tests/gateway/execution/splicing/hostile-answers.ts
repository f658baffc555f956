/** Other texts that a subgraph could answer in the place of one, each with what was done to it. */
export function hostileAnswers(text: string): readonly (readonly [what: string, text: string])[] {
  const answer: unknown = JSON.parse(text);
  return [...ofTrees(answer), ...ofTexts(text)];
}

type Json = Record<string, unknown> | unknown[];
type Key = string | number;

/** Changes of what the answer says: one value, at each place. */
function* ofTrees(answer: unknown): Generator<readonly [string, string]> {
  for (const path of pathsOf(answer)) {
    const key = path.at(-1);
    const name = path.join('.');
    const others = [...OTHERS, ...(key === '__typename' ? TYPE_NAMES : [])];
    for (const other of others) {
      yield [
        `${name} is ${JSON.stringify(other)}`,
        JSON.stringify(changed(answer, path, (parent, at) => set(parent, at, other))),
      ];
    }
    yield [`${name} is left out`, JSON.stringify(changed(answer, path, leaveOut))];
    yield [`${name} comes last`, JSON.stringify(changed(answer, path, putLast))];
    yield [`something is before ${name}`, JSON.stringify(changed(answer, path, putBefore))];
  }
  for (const errors of [[], null, [{ message: 'x' }], [{ message: 'x', path: ['items', 0, 'name'] }], 'x']) {
    yield [`errors are ${JSON.stringify(errors)}`, JSON.stringify({ ...(answer as object), errors })];
    yield [`errors come first, ${JSON.stringify(errors)}`, JSON.stringify({ errors, ...(answer as object) })];
  }
  yield ['extensions', JSON.stringify({ ...(answer as object), extensions: {} })];
}

const OTHERS = [null, 0, -1.5, '', 'é"\\\n\u2028', true, [], {}, [null], [[]], { id: 'b1' }];
const TYPE_NAMES = ['Book', 'Film', 'Gift', 'Maker', 'Town', 'Depot', 'Item', 'Found', 'Nobody', 'constructor'];

function* pathsOf(value: unknown, path: readonly Key[] = []): Generator<readonly Key[]> {
  if (typeof value !== 'object' || value === null) return;
  const keys: Key[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  for (const key of keys) {
    yield [...path, key];
    yield* pathsOf((value as Record<Key, unknown>)[key], [...path, key]);
  }
}

type Change = (parent: Json, key: Key) => Json;

function changed(value: unknown, path: readonly Key[], change: Change): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Json;
  if (rest.length === 0) return change(copy, key);
  return set(copy, key, changed((value as Record<Key, unknown>)[key], rest, change));
}

function set(parent: Json, key: Key, value: unknown): Json {
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else parent[key] = value;
  return parent;
}

function leaveOut(parent: Json, key: Key): Json {
  if (Array.isArray(parent)) return parent.filter((_, at) => at !== key);
  return Object.fromEntries(Object.entries(parent).filter(([name]) => name !== key));
}

function putLast(parent: Json, key: Key): Json {
  const value = (parent as Record<Key, unknown>)[key];
  const rest = leaveOut(parent, key);
  return Array.isArray(rest) ? [...rest, value] : { ...rest, [key]: value };
}

function putBefore(parent: Json, key: Key): Json {
  if (Array.isArray(parent))
    return [...parent.slice(0, Number(key)), parent[Number(key)], ...parent.slice(Number(key))];
  return Object.fromEntries(
    Object.entries(parent).flatMap((entry) => (entry[0] === key ? [['more', 1], entry] : [entry])),
  );
}

/** Changes of how the answer is written. */
function* ofTexts(text: string): Generator<readonly [string, string]> {
  for (let at = 0; at <= text.length; at += 1) {
    if (/[[\]{},:"]/.test(text.charAt(at))) yield [`a space at ${at}`, `${text.slice(0, at)} ${text.slice(at)}`];
    if (at % 11 === 0) yield [`cut at ${at}`, text.slice(0, at)];
    if (at % 7 === 3) yield [`without the character at ${at}`, text.slice(0, at) + text.slice(at + 1)];
    if (at % 7 === 5) yield [`the character at ${at} twice`, text.slice(0, at + 1) + text.slice(at)];
  }
  yield ['a new line at the end', `${text}\n`];
  yield ['written on lines', JSON.stringify(JSON.parse(text), null, 1)];
  yield ['numbers with exponents', text.replaceAll(/:(\d+)([,}])/g, ':$1e0$2')];
  yield ['numbers with fractions', text.replaceAll(/:(\d+)([,}])/g, ':$1.0$2')];
  yield ['letters escaped', text.replaceAll('a', '\\u0061')];
  yield ['keys twice', text.replaceAll(/\{"(\w+)":/g, '{"$1":null,"$1":')];
  yield ['a list of itself', `[${text}]`];
  yield ['nothing', ''];
}
