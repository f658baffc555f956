import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Secret } from './secrets.ts';

export interface Leak {
  readonly file: string;
  readonly line: number;
  /** What leaked, e.g. `token`. */
  readonly kind: string;
  readonly text: string;
}

export interface Scan {
  readonly lines: number;
  readonly secrets: number;
  /** Of those, what clients asked with: who asks is logged. */
  readonly variables: number;
  readonly leaks: readonly Leak[];
}

/** What is a secret whoever wrote it. */
const FORMS: readonly (readonly [kind: string, form: RegExp])[] = [
  ['token', /eyJ[\w-]{10,}\.[\w-]{10,}\./],
  ['token', /bearer +[\w.~+/-]{12,}/i],
  ['key', /d47_live_[0-9A-Za-z]{20,}/],
  ['key', /BEGIN [A-Z ]*PRIVATE KEY/],
  ['key', /\\?"d\\?":\\?"[\w-]{20,}/],
  ['key', /\w+:\/\/[^\s:/@"]*:[^\s/@"]+@/],
  ['stack', /\\n\s+at .+:\d+:\d+/],
];

/** What differs from one line to another without saying anything of anybody. */
const NOISE = /"time":\d+|"pid":\d+|"ms":\d+|"id":"[0-9a-f]{8}-[0-9a-f-]{27}"|"hostname":"[^"]*"/g;

/** The good form that a sentence of ours shows: a word of the code, which a test may well have sent too. */
const EXAMPLE = /(?:par exemple|attendu :|Exemple :) (?:\\?"[^"\\]{1,60}\\?"|« [^»]{1,60} »|\S+)/g;

/** Looks for what must not be there in everything that a run of the tests has kept. */
export async function scanKept(folder: string): Promise<Scan> {
  const files = (await readdir(folder)).sort();
  const secrets = new Map<string, Secret>();
  for (const file of files.filter((name) => name.startsWith('secrets-'))) {
    for (const line of await linesOf(path.join(folder, file))) {
      const secret = JSON.parse(line) as Secret;
      secrets.set(JSON.stringify(secret.value).slice(1, -1), secret);
    }
  }
  let lines = 0;
  const distinct = new Map<string, { readonly file: string; readonly line: number }>();
  for (const file of files.filter((name) => !name.startsWith('secrets-'))) {
    for (const [at, text] of (await linesOf(path.join(folder, file))).entries()) {
      lines += 1;
      const told = text.replaceAll(NOISE, '').replaceAll(EXAMPLE, '');
      if (!distinct.has(told)) distinct.set(told, { file, line: at + 1 });
    }
  }
  const leaks = [...distinct].flatMap(([text, where]) =>
    leaksIn(text, secrets).map((kind) => ({ ...where, kind, text })),
  );
  const variables = [...secrets.values()].filter(({ kind }) => kind === 'variable').length;
  return { lines, secrets: secrets.size, variables, leaks };
}

async function linesOf(file: string): Promise<readonly string[]> {
  return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
}

function leaksIn(text: string, secrets: ReadonlyMap<string, Secret>): readonly string[] {
  const kinds = new Set(FORMS.filter(([, form]) => form.test(text)).map(([kind]) => kind));
  for (const [value, { kind }] of secrets) if (!kinds.has(kind) && holds(text, value)) kinds.add(kind);
  return [...kinds];
}

/** Whether a text holds a value, not as a part of a longer word or number. */
function holds(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    const end = at + value.length;
    if (!isOneWord(text.slice(Math.max(0, at - 1), at + 1)) && !isOneWord(text.slice(end - 1, end + 1))) return true;
  }
  return false;
}

function isOneWord(two: string): boolean {
  return /^[\p{L}\p{N}]{2}$/u.test(two);
}
