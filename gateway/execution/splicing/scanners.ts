import { evaluated } from '../code-generation.ts';
import type { Program } from '../program.ts';
import { objectFunction } from './object-code.ts';
import { represented, type RootPart, type Slot } from './parts.ts';
import { ReadBefore } from './read-before.ts';
import { hasEscapes, scanEscaped } from './scan-leaf.ts';
import { keyText, literal, type ScannerWriter } from './scanner-writer.ts';
import { providers, refuseSharedKeys } from './provided.ts';
import { splicePlan } from './splice-plan.ts';
import { Unspliceable, type SplicedFetch } from './spliced-fetch.ts';
import { viewOf } from './views.ts';

/** Reads one object of a fetch's answer. */
export interface Scanners {
  /** Reads a whole answer into its slot; `false` when anything is not exactly as planned. */
  readonly scan: (fetch: number, text: string, state: ScanState) => boolean;
  /** The parts of an answer; a hole among them is of the request's own root. */
  readonly root: readonly RootPart[];
}

export interface ScanState {
  readonly slots: readonly Slot[];
  /** Of an answer of root fields: the position of the request that asked it. */
  readonly root: number;
  /** Anyone may read it: its objects may be kept, to be known when they come again. */
  readonly isPublic: boolean;
}

/** The scanners of a program's answers, `null` when it is one for the general executor alone. */
export function scannersOf(program: Program): Scanners | null {
  try {
    return written(program);
  } catch (error) {
    if (error instanceof Unspliceable) return null;
    throw error;
  }
}

function written(program: Program): Scanners | null {
  const fetches = splicePlan(program);
  if (fetches.length === 0) return null;
  const writer: ScannerWriter = { code: [], leaves: [], names: 0, remembered: 0, fetches, views: new Map() };
  const root = rootPart(program, writer);
  const levels = fetches.map((fetch) => {
    const { path, step } = fetch;
    return objectFunction(writer, { fetch, path, answer: step.answer, client: null, captures: [] }, true);
  });
  const scan = evaluated(moduleCode(writer, { fetches, levels, rootType: program.shape.type }), {
    leaves: writer.leaves,
    scanEscaped,
    hasEscapes,
    addRepresentation: represented,
    readBefore: Array.from({ length: writer.remembered }, () => new ReadBefore()),
  }) as Scan;
  return {
    scan: (fetch, text, state) => scan(fetch, text, state),
    root,
  };
}

type Scan = Scanners['scan'];

function moduleCode(
  { code, leaves, remembered }: Pick<ScannerWriter, 'code' | 'leaves' | 'remembered'>,
  of: { fetches: readonly SplicedFetch[]; levels: readonly string[]; rootType: string },
): string {
  const cases = of.fetches.map(({ step }, at) => {
    const level = of.levels[at] ?? '';
    const read =
      step.requires === null
        ? `type=${literal(of.rootType)};if(!s.startsWith('{"data":',0))return false;p=8;` +
          `{const r=${level}();if(r===undefined)return false;entities[root]=r;}return s.charCodeAt(p)===125&&p+1===s.length;`
        : `if(!s.startsWith('{"data":{"_entities":[',0))return false;p=22;const types=slots[${step.id}].types;` +
          `for(let i=0;i<types.length;i++){if(i>0&&s.charCodeAt(p++)!==44)return false;type=types[i];n=i;` +
          `const r=${level}();if(r===undefined)return false;entities.push(r);}return s.startsWith(']}}',p)&&p+3===s.length;`;
    return `case ${step.id}:{${read}}`;
  });
  // Constants, unlike what the code is given, are compiled into it.
  const constants = [
    ...leaves.map((_leaf, at) => `const leaf${at}=leaves[${at}];`),
    ...Array.from({ length: remembered }, (_, at) => `const before${at}=readBefore[${at}];`),
  ].join('');
  return (
    '"use strict";const escaped=scanEscaped,represented=addRepresentation;' +
    constants +
    'let s="",p=0,esc=null,isPublic=false,slots=null,type="",n=0;' +
    code.join('') +
    'return function(fetch,text,state){s=text;p=0;esc=null;isPublic=state.isPublic;slots=state.slots;' +
    'const root=state.root,entities=slots[fetch].entities;' +
    `switch(fetch){${cases.join('')}}return false;}`
  );
}

/** The root object, made of what each fetch of root fields gives. */
function rootPart({ shape }: Program, { fetches, views }: ScannerWriter): readonly RootPart[] {
  const { type } = shape;
  const roots = fetches.filter(({ step }) => step.requires === null);
  const givings = roots.map((fetch) => ({ fetch, fields: fetch.step.answer.fields.get(type) ?? [] }));
  refuseSharedKeys(givings);
  const provided = providers(shape.fields.get(type) ?? [], givings);
  const parts: RootPart[] = [];
  for (const [at, { field, by }] of provided.entries()) {
    if (by === null) {
      parts.push(`${at === 0 ? '{' : ','}${keyText(field.responseName)}"${type}"`);
      continue;
    }
    const run = viewOf(views, by, { type, provided }).runs.findIndex(({ from }) => from === at);
    if (run !== -1) parts.push({ fetch: by.step.id, run });
  }
  return [...parts, '}'];
}
