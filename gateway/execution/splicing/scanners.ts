import { evaluated } from '../code-generation.ts';
import type { ObjectShape, Program } from '../program.ts';
import { runsOf } from './assembly-code.ts';
import { objectFunction } from './object-code.ts';
import { represented, type Part, type Slot } from './parts.ts';
import { scanEscaped, type ScanLeaf } from './scan-leaf.ts';
import { keyText, literal, type ScannerWriter } from './scanner-writer.ts';
import { providers, splicePlan, Unspliceable, type SplicedFetch } from './splice-plan.ts';

/** Reads one object of a fetch's answer. */
export interface Scanners {
  /** Reads a whole answer into its slot; `false` when anything is not exactly as planned. */
  readonly scan: (fetch: number, text: string, state: { slots: readonly Slot[]; hasEscapes: boolean }) => boolean;
  /** The answer's part. */
  readonly root: Part;
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
  const roots = fetches.filter(({ step }) => step.requires === null);
  const writer: ScannerWriter = { code: [], leaves: [], names: 0, roots };
  const levels = fetches.map((fetch) => {
    const client = shapeAt(program, fetch.path);
    return objectFunction(writer, { fetch, path: fetch.path, answer: fetch.step.answer, client, captures: [] }, true);
  });
  const root = rootPart(program, roots);
  const scan = evaluated(moduleCode(writer, { fetches, levels, rootType: program.shape.type }), {
    leaves: writer.leaves,
    scanEscaped,
    addRepresentation: represented,
  }) as Scan;
  return {
    scan: (fetch, text, { slots, hasEscapes }) => scan(fetch, text, slots, hasEscapes),
    root,
  };
}

type Scan = (fetch: number, text: string, slots: readonly Slot[], hasEscapes: boolean) => boolean;

function moduleCode(
  { code, leaves }: { code: readonly string[]; leaves: readonly ScanLeaf[] },
  of: { fetches: readonly SplicedFetch[]; levels: readonly string[]; rootType: string },
): string {
  const cases = of.fetches.map(({ step }, at) => {
    const level = of.levels[at] ?? '';
    const read =
      step.requires === null
        ? `type=${literal(of.rootType)};if(!s.startsWith('{"data":',0))return false;p=8;` +
          `{const r=${level}();if(r===undefined)return false;entities.push(r);}return s.charCodeAt(p)===125&&p+1===s.length;`
        : `if(!s.startsWith('{"data":{"_entities":[',0))return false;p=22;const types=slots[${step.id}].types;` +
          `for(let i=0;i<types.length;i++){if(i>0&&s.charCodeAt(p++)!==44)return false;type=types[i];n=i;` +
          `const r=${level}();if(r===undefined)return false;entities.push(r);}return s.startsWith(']}}',p)&&p+3===s.length;`;
    return `case ${step.id}:{${read}}`;
  });
  // Constants, unlike what the code is given, are compiled into it.
  const constants = leaves.map((_leaf, at) => `const leaf${at}=leaves[${at}];`).join('');
  return (
    '"use strict";const escaped=scanEscaped,represented=addRepresentation;' +
    constants +
    'let s="",p=0,esc=false,slots=null,type="",n=0;' +
    code.join('') +
    'return function(fetch,text,state,escapes){s=text;p=0;esc=escapes;slots=state;const entities=slots[fetch].entities;' +
    `switch(fetch){${cases.join('')}}return false;}`
  );
}

/** The root object, made of what each fetch of root fields gives. */
function rootPart(program: Program, roots: readonly SplicedFetch[]): Part {
  const asked = program.shape.fields.get(program.shape.type) ?? [];
  const provided = providers(asked, { type: program.shape.type, path: '', fetches: roots });
  const parts: Part[] = [];
  for (const [at, { field, by }] of provided.entries()) {
    if (by === null) {
      parts.push(`${at === 0 ? '{' : ','}${keyText(field.responseName)}"${program.shape.type}"`);
      continue;
    }
    const run = runsOf(provided, [by]).findIndex(({ from }) => from === at);
    if (run !== -1) parts.push({ fetch: by.step.id, entity: 0, run });
  }
  return [...parts, '}'];
}

/** What the client asks of the objects at a path. */
function shapeAt({ shape }: Program, path: string): ObjectShape | null {
  let shapes: readonly ObjectShape[] = [shape];
  for (const key of path === '' ? [] : path.split('.')) {
    const fields = shapes.flatMap((each) => [...each.fields.values()].flat());
    shapes = fields.flatMap((field) =>
      field.kind === 'object' && field.key === key && field.shape !== null ? [field.shape] : [],
    );
  }
  const [first, ...others] = new Set(shapes);
  if (others.length > 0) throw new Unspliceable('objects of several selections at one path');
  return first ?? null;
}
