import type { Companion, Run, RunInput, SubgraphReply } from '../contract.ts';
import { accompanied, fusedFetchesOf } from '../fusing/companions.ts';
import { late, type Late } from '../late.ts';
import type { Program, Step } from '../program.ts';
import type { ReceivedReplies } from '../running/gathering.ts';
import { preparedFetch, type PreparedFetch } from '../running/prepared-fetch.ts';
import type { GeneralRun } from '../running/run.ts';
import { joined, openSlot, type Slot } from './parts.ts';
import { hasEscapes } from './scan-leaf.ts';
import { scannersOf, type Scanners } from './scanners.ts';
import { fetchSteps } from './ordered-steps.ts';

/** How a request was served. */
export type Tier = 'spliced' | 'handed-over' | 'general';

/**
 * Serves a program by cutting the answers and joining the pieces, as long as each answer is exactly of the expected form;
 * else the general executor goes on from the answers already received, and what is under way. `null` for a program that
 * is none to be served so. The first request asks the subgraphs before their answers' scanners are made, and is answered
 * by the general executor where there can be none.
 */
export function splicedRun(program: Program, general: GeneralRun, served: (tier: Tier) => void): Run | null {
  if (program.forbids || program.step === null) return null;
  const { step } = program;
  const fetches = new Map(fetchSteps(step).map((each) => [each.id, preparedFetch(each)]));
  const scanners = late(() => scannersOf(program));
  let isSpliceable = true;
  return async (input) => {
    if (!isSpliceable) {
      served('general');
      return general(input);
    }
    const splicing = openSplicing({ scanners, fetches, input });
    await scanners.during(splice(splicing, step));
    const made = scanners.get();
    isSpliceable = made !== null;
    if (made === null || splicing.isOver) {
      served(made === null ? 'general' : 'handed-over');
      return general(input, splicing.received);
    }
    served('spliced');
    return { data: { kind: 'bytes', latin1: joined(made.root, splicing.slots) }, errors: [] };
  };
}

interface Splicing {
  readonly scanners: Late<Scanners | null>;
  readonly fetches: ReadonlyMap<number, PreparedFetch>;
  readonly input: RunInput;
  readonly slots: readonly Slot[];
  readonly received: Map<number, { readonly body: string; readonly reply: Promise<SubgraphReply> }> & ReceivedReplies;
  /** Something was not as planned: nothing more is asked by this tier. */
  isOver: boolean;
}

function openSplicing(of: Pick<Splicing, 'scanners' | 'fetches' | 'input'>): Splicing {
  const slots: Slot[] = [];
  for (let fetch = 0; fetch < of.fetches.size; fetch += 1) slots.push(openSlot());
  const { scanners, fetches, input } = of;
  return { scanners, fetches, input, slots, received: new Map(), isOver: false };
}

async function splice(of: Splicing, step: Step, companion?: Companion): Promise<void> {
  if (step.kind === 'fetch') {
    const work = spliceFetch(of, step.id, companion);
    await (companion === undefined ? work : accompanied(companion, work));
  } else if (step.kind === 'parallel') {
    const companions = fusedFetchesOf(step)?.open(of.input.variables);
    await Promise.all(step.steps.map((each, at) => splice(of, each, companions?.[at])));
  } else for (const each of step.steps) await splice(of, each);
}

async function spliceFetch(of: Splicing, id: number, companion: Companion | undefined): Promise<void> {
  const fetch = of.fetches.get(id);
  const slot = of.slots[id];
  if (of.isOver || fetch === undefined || slot === undefined) return;
  const isRoot = fetch.step.requires === null;
  if (!isRoot && slot.texts.length === 0) return;
  const reply = await ask(of, fetch, { representations: isRoot ? null : slot.texts, companion });
  of.input.keeping.note(reply);
  of.isOver ||= reply.kind === 'failed' || !scanned(of, id, reply.body);
}

interface Asking {
  readonly representations: readonly string[] | null;
  readonly companion: Companion | undefined;
}

function ask(of: Splicing, { step, body }: PreparedFetch, { representations, companion }: Asking) {
  const { fetch, actor, headers, signal, variables } = of.input;
  const { subgraph, operation } = step;
  // Representations are bytes: they are read as text only where one is not plain ASCII.
  const texts = representations?.map(decoded) ?? null;
  const text = body(variables, texts);
  const planned = { step, representations: texts };
  const plain = { subgraph, operation, body: text, planned, actor, headers, signal };
  const reply = fetch(companion === undefined ? plain : { ...plain, companion });
  of.received.set(step.id, { body: text, reply });
  return reply;
}

/** The text whose UTF-8 bytes are these characters. */
function decoded(latin1: string): string {
  return /[\u0080-\u00ff]/.test(latin1) ? Buffer.from(latin1, 'latin1').toString('utf8') : latin1;
}

const NEW_LINE = 10;

function scanned({ scanners, slots }: Splicing, id: number, body: Buffer): boolean {
  const end = body.at(-1) === NEW_LINE ? body.length - 1 : body.length;
  const text = body.toString('latin1', 0, end);
  return scanners.get()?.scan(id, text, { slots, hasEscapes: hasEscapes(text) }) ?? false;
}
