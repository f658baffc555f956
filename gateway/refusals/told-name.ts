/** A name is a word of the schema or of the document; what does not look like one may be anything, and is not told. */
const NAME = /^[_A-Za-z]\w*$/;
const LONGEST = 60;

/** A name as an error may tell it, e.g. « nom », a very long one cut. */
export function toldName(name: string): string {
  if (!NAME.test(name)) return 'dont le nom n’en est pas un';
  return quoted(name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);
}

/** In French quotation marks. */
export function quoted(text: string): string {
  return `« ${text} »`;
}

/** e.g. « a », « b » ou « c ». */
export function either(names: readonly string[]): string {
  const all = names.map(quoted);
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join(', ')} ou ${last}`;
}
