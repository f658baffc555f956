const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;

/**
 * A name that may come into generated code, because it is one (« Names » of the specification) and so carries none.
 *
 * @throws of anything else.
 */
export function named(name: string): string {
  if (!NAME.test(name)) throw new Error('Only names become code.');
  return name;
}

/** What code made of text returns; it sees nothing but the values given by name. */
export function evaluated(source: string, given: Readonly<Record<string, unknown>>): unknown {
  const code = Reflect.construct(Function, [...Object.keys(given), source]) as (...values: unknown[]) => unknown;
  return code(...Object.values(given));
}

/** Whether this process may make code of text (`node --disallow-code-generation-from-strings` forbids it). */
export function mayGenerateCode(): boolean {
  try {
    return evaluated('return true', {}) === true;
  } catch {
    return false;
  }
}
