import { isRecord, valueEnd } from '../json-text.ts';
import { decoded, encoded } from '../latin1.ts';
import { byPosition, labelOf, own } from './repeated-query.ts';

const START = '{"data":{';
const END = '}}';
const COMMA = 44;

/** The text of each member's answer, its characters bytes, in their order; `null` of one that is in error. */
export type CutAnswers = readonly (string | null)[];

/** Cuts the answer to all; `null` when it is not exactly of the expected form, or its errors cannot be told apart. */
export type CutAnswer = (latin1: string, count: number) => CutAnswers | null;

/** For answers of which each member has these keys, in this order. */
export function answerCutter(keys: readonly string[]): CutAnswer {
  const partsAt = byPosition((position) => keys.map((key) => ({ key, label: labelOf(position, key) })));
  return (latin1, count) => cutPlain(latin1, count, partsAt) ?? cutBesideErrors(latin1, count, keys);
}

type PartsAt = (position: number) => readonly { readonly key: string; readonly label: string }[];

function cutPlain(text: string, count: number, partsAt: PartsAt): CutAnswers | null {
  if (!text.startsWith(START)) return null;
  const answers: string[] = [];
  let at = START.length;
  for (let position = 0; position < count; position += 1) {
    let data = '';
    for (const { key, label } of partsAt(position)) {
      if (at > START.length && text.charCodeAt(at++) !== COMMA) return null;
      const end = text.startsWith(label, at) ? valueEnd(text, at + label.length) : -1;
      if (end === -1) return null;
      data += `${data === '' ? '' : ','}"${key}":${text.slice(at + label.length, end)}`;
      at = end;
    }
    answers.push(`${START}${data}${END}`);
  }
  return text.length === at + END.length && text.endsWith(END) ? answers : null;
}

/** An answer with errors is read: those members are given theirs that no error is about, if there are any. */
function cutBesideErrors(latin1: string, count: number, keys: readonly string[]): CutAnswers | null {
  const answer = parsed(latin1);
  if (!isRecord(answer) || !isRecord(answer['data']) || !Array.isArray(answer['errors'])) return null;
  const { data, errors } = answer;
  const inError = new Set(errors.map(rootOf));
  if (errors.length === 0 || inError.has(null)) return null;
  const answers = Array.from({ length: count }, (_, position) => {
    const names = keys.map((key) => own(position, key));
    if (names.some((name) => inError.has(name) || !Object.hasOwn(data, name))) return null;
    const texts = keys.map((key, at) => `"${key}":${JSON.stringify(data[names[at] ?? ''])}`);
    return encoded(`${START}${texts.join(',')}${END}`);
  });
  return answers.some((text) => text !== null) ? answers : null;
}

/** The root field that an error is about, if it says so. */
function rootOf(error: unknown): string | null {
  const path = isRecord(error) ? error['path'] : undefined;
  const root: unknown = Array.isArray(path) ? path[0] : undefined;
  return typeof root === 'string' ? root : null;
}

function parsed(latin1: string): unknown {
  try {
    return JSON.parse(decoded(latin1));
  } catch {
    // No JSON: each member asks for itself, and is told so.
    return null;
  }
}
