import { LRUCache } from 'lru-cache';
import type { TextOf } from '../documents/named-document.ts';
import { copied, decoded } from '../latin1.ts';
import { areTooNested } from '../limits/nested-values.ts';
import { questionOf, type Question } from './question.ts';

/** Reads the question of a request's body, whose characters are bytes; `undefined` when Apollo Server has to judge it. */
export type ReadQuestion = (body: string) => Question | undefined;

const START = '{"query":"';
const VARIABLES = ',"variables":';
const MAX_TEXTS_BYTES = 16 * 1024 * 1024;

/** Keys that the server refuses in a body; a `\u` could hide them. */
const REFUSED_KEYS = /__proto__|constructor|\\u/;

/**
 * A body most often is `{"query":"…","variables":{…}}`, its query one of few: that text is not read again but found by
 * its bytes, and the variables alone are parsed. That is the same as parsing the whole, because a text that is a JSON
 * string, in front of one that is JSON by itself, leaves no other way to read the two.
 */
export function questionReader(textOf: TextOf): ReadQuestion {
  const queries = new LRUCache<string, string>({
    maxSize: MAX_TEXTS_BYTES,
    sizeCalculation: (query, text) => 64 + 2 * query.length + text.length,
  });
  return (body) => {
    const end = body.startsWith(START) ? stringEnd(body, START.length) : -1;
    if (end === -1) return wholeQuestion(body, textOf);
    const variables = variablesAfter(body, end + 1);
    if (variables === undefined) return wholeQuestion(body, textOf);
    const text = body.slice(START.length, end);
    let source = queries.get(text);
    if (source === undefined) {
      const parsed = parsedJson(body.slice(START.length - 1, end + 1));
      if (typeof parsed !== 'string') return undefined;
      source = parsed;
      queries.set(copied(text), source);
    }
    return { source, operationName: undefined, variables, text: body.slice(end + 1) };
  };
}

/** The position of the quote that ends a JSON string, or -1. */
function stringEnd(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 92) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return -1;
}

/** The variables, when they are all that follows the query. */
function variablesAfter(body: string, at: number): Question['variables'] | undefined {
  if (body.length === at + 1 && body.endsWith('}')) return {};
  if (!body.startsWith(VARIABLES, at) || !body.endsWith('}')) return undefined;
  const text = body.slice(at + VARIABLES.length, -1);
  if (REFUSED_KEYS.test(text)) return undefined;
  const parsed = parsedJson(text);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) && !areTooNested(parsed)
    ? (parsed as Question['variables'])
    : undefined;
}

function wholeQuestion(body: string, textOf: TextOf): Question | undefined {
  return REFUSED_KEYS.test(body) ? undefined : questionOf(parsedJson(body), textOf);
}

/** `undefined` for what is not JSON: the server that judges the request says so. */
function parsedJson(bytes: string): unknown {
  try {
    return JSON.parse(decoded(bytes));
  } catch {
    return undefined;
  }
}
