/** A piece of the answer: text cut from an answer or known beforehand, pieces in their order, or what another fetch gives. */
export type Part = string | readonly Part[] | Hole;

/** Fields that a fetch of entities gives to an object. */
export interface Hole {
  readonly fetch: number;
  readonly entity: number;
  /** Which of the entity's runs: fields that follow one another in the answer. */
  readonly run: number;
}

/** A piece of the answer's outermost object: a text, or fields that a fetch of root fields gives. */
export type RootPart = string | Omit<Hole, 'entity'>;

/** What is known of one fetch during a run. */
export interface Slot {
  /** Representations, each distinct one once, in the order they were met. */
  readonly texts: string[];
  readonly positions: Map<string, number>;
  /** The type of each. */
  readonly types: string[];
  /** The texts of its fields, where they are needed again. */
  readonly kept: (readonly string[])[];
  /** For each entity (the roots of requests are some), its runs. */
  readonly entities: Part[][];
}

/** One for each fetch of a program, by its place in the plan. */
export function openSlots(fetches: number): readonly Slot[] {
  const slots: Slot[] = [];
  for (let at = 0; at < fetches; at += 1) {
    slots.push({ texts: [], positions: new Map(), types: [], kept: [], entities: [] });
  }
  return slots;
}

/** The position of a representation among the distinct ones. */
export function represented(slot: Slot, type: string, text: string, kept?: readonly string[]): number {
  const known = slot.positions.get(text);
  if (known !== undefined) return known;
  const position = slot.texts.length;
  slot.positions.set(text, position);
  slot.texts.push(text);
  slot.types.push(type);
  if (kept !== undefined) slot.kept.push(kept);
  return position;
}

/** The text of a part. An entity that is met several times is joined once. */
function joined(part: Part, slots: readonly Slot[]): string {
  if (typeof part === 'string') return part;
  if (isList(part)) {
    let text = '';
    for (const each of part) text += typeof each === 'string' ? each : joined(each, slots);
    return text;
  }
  return entityRun(part, part.entity, slots);
}

/** Fields that a fetch gives to an entity. */
function entityRun({ fetch, run: at }: Omit<Hole, 'entity'>, entity: number, slots: readonly Slot[]): string {
  const runs = slots[fetch]?.entities[entity];
  const run = runs?.[at];
  if (runs === undefined || run === undefined) throw new Error('Every hole has its entity.');
  if (typeof run === 'string') return flat(run);
  const text = joined(run, slots);
  runs[at] = text;
  return text;
}

/** Shorter texts are of too few pieces to matter. */
const LONG = 256;

/**
 * A text that is used again. V8 joins its pieces once a character is read; else it would go through all of them wherever the
 * text is used.
 */
function flat(text: string): string {
  if (text.length >= LONG && text.charCodeAt(0) === 0) throw new Error('Fields begin with a key.');
  return text;
}

/** The answer to the request whose root is at that position. */
export function rendered(parts: readonly RootPart[], slots: readonly Slot[], root: number): string {
  let text = '';
  for (const part of parts) text += typeof part === 'string' ? part : entityRun(part, root, slots);
  return text;
}

function isList(part: readonly Part[] | Hole): part is readonly Part[] {
  return Array.isArray(part);
}
