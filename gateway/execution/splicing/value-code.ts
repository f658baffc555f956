import type { TypeShape } from '../program.ts';
import { fresh, type Capture, type ScannerWriter } from './scanner-writer.ts';

interface ValueToRead {
  readonly type: TypeShape;
  /** What each object leaves in their variables; a list leaves the texts of all, as a list. */
  readonly captures: readonly Capture[];
}

/** Reads a value, its nulls and lists; `element` reads what is in them. */
export function valueCode(writer: ScannerWriter, { type, captures }: ValueToRead, element: () => string): string {
  const { list } = type;
  const inner = () => (list === null ? '' : valueCode(writer, { type: list, captures }, element));
  const value = list === null ? element() : listCode(writer, { captures, element: inner });
  if (type.nonNull) return value;
  return `if(s.charCodeAt(p)===110){if(!s.startsWith('null',p))return;p+=4;}else{${value}}`;
}

interface ListToRead {
  readonly captures: readonly Capture[];
  readonly element: () => string;
  /** Done between two elements. */
  readonly separate?: string;
}

function listCode(writer: ScannerWriter, { captures, element, separate = '' }: ListToRead): string {
  const code = fresh(writer, 'c');
  const lists = captures.map(({ variable }) => ({ variable, text: fresh(writer, 'b') }));
  const each = (written: (of: (typeof lists)[number]) => string): string => lists.map(written).join('');
  const one = `${each(({ variable }) => `${variable}='null';`)}${element()}${each(({ variable, text }) => `${text}+=${variable};`)}`;
  return (
    `${each(({ text }) => `let ${text}='[';`)}if(s.charCodeAt(p)!==91)return;p++;` +
    `if(s.charCodeAt(p)===93)p++;else for(;;){${one}` +
    `const ${code}=s.charCodeAt(p++);if(${code}===93)break;if(${code}!==44)return;` +
    `${each(({ text }) => `${text}+=',';`)}${separate}}${each(({ variable, text }) => `${variable}=${text}+']';`)}`
  );
}

interface PartToRead extends ValueToRead {
  /** The function that reads one object. */
  readonly read: string;
  readonly variable: string;
  /** Lists are arrays of parts, not texts. */
  readonly asList: boolean;
}

/** Reads a value whose text is not copied, its part into a variable that holds `null` before. */
export function partCode(writer: ScannerWriter, part: PartToRead): string {
  const { type, captures, read, variable, asList } = part;
  const { list } = type;
  let value: string;
  if (list === null) {
    value = `${variable}=${read}();if(${variable}===undefined)return;`;
  } else {
    const [parts, element] = [fresh(writer, 'a'), fresh(writer, 'x')];
    const inner = () => `let ${element}='null';${partCode(writer, { ...part, type: list, variable: element })}`;
    const add = asList ? `${parts}.push(${element});` : `${parts}+=${element};`;
    const comma = asList ? `${parts}.push(',');` : `${parts}+=',';`;
    const close = asList ? `${parts}.push(']');` : `${parts}+=']';`;
    value = `let ${parts}=${asList ? "['[']" : "'['"};${listCode(writer, { captures, element: () => `${inner()}${add}`, separate: comma })}${close}${variable}=${parts};`;
  }
  if (type.nonNull) return value;
  return `if(s.charCodeAt(p)===110){if(!s.startsWith('null',p))return;p+=4;}else{${value}}`;
}
