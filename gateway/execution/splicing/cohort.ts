import { scopesOf } from '../../../platform/actor.ts';
import { decoded } from '../../latin1.ts';
import { forgetAbort, LifeSignal, stopOnAbort } from '../../transport/deadline.ts';
import { MAX_BODY } from '../asked-together.ts';
import type { Companion, RootReply } from '../contract.ts';
import { accompanied, fusedFetchesOf } from '../fusing/companions.ts';
import type { Late } from '../late.ts';
import type { Step } from '../program.ts';
import type { PreparedFetch } from '../running/prepared-fetch.ts';
import { askRoot, askRoots, type AskingCohort } from './cohort-roots.ts';
import { Member, type Waiter } from './member.ts';
import { openSlots, rendered, type Slot } from './parts.ts';
import type { Scanners } from './scanners.ts';
import { sharedEntities, type SharedFetch } from './shared-fetch.ts';

/** What the runs of one program have in common. */
export interface Spliceable {
  readonly step: Step;
  readonly fetches: ReadonlyMap<number, PreparedFetch>;
  readonly scanners: Late<Scanners | null>;
}

/**
 * Requests of one program that are served as one: their root fields are asked as one where that can be, and read for each;
 * entities are asked, read and joined once for all, each distinct one once. A member to whom something happens that was not
 * planned leaves, and goes on by itself from what was received; the others do not know.
 */
export class Cohort implements AskingCohort {
  readonly #of: Spliceable;
  readonly #members: readonly Member[];
  readonly #slots: readonly Slot[];
  /** What was asked for all, by the fetch's place in the plan. */
  readonly #shared = new Map<number, Pick<SharedFetch<unknown>, 'replyFor'>>();
  /** Of several: aborted when nobody waits any more. */
  readonly signal = new LifeSignal();
  #gone = 0;
  /** Their callers are nobody, or have no more rights than that. */
  readonly #isPublic: boolean;
  #wasTogether = true;

  constructor(of: Spliceable, waiters: readonly Waiter[]) {
    this.#of = of;
    this.#members = waiters.map((waiter, at) => new Member(this, waiter, at));
    this.#slots = openSlots(of.fetches.size);
    this.#isPublic = waiters.every(({ input }) => input.actor.kind !== 'person' && scopesOf(input.actor).size === 0);
  }

  get #present(): readonly Member[] {
    return this.#members.filter(({ hasLeft }) => !hasLeft);
  }

  get #isAlone(): boolean {
    return this.#members.length === 1;
  }

  /** Serves all members; whether it went well for what was asked for all of them. Never throws. */
  async run(): Promise<boolean> {
    try {
      if (!this.#isAlone) this.#mindWhoGoes();
      await this.#of.scanners.during(this.#splice(this.#of.step));
      this.#answer();
    } catch (error) {
      for (const { waiter } of this.#members) waiter.failed(error);
    }
    if (!this.#isAlone && this.#wasTogether) this.#forgetWhoGoes();
    return this.#wasTogether;
  }

  #answer(): void {
    const made = this.#of.scanners.get();
    if (made === null) this.#apart();
    for (const member of this.#members) {
      if (made !== null && !member.hasLeft) member.waiter.spliced(rendered(made.root, this.#slots, member.at));
    }
  }

  /** A member whose client goes away, or whose time is over, goes on by itself; the last one ends what was asked for all. */
  goes(member: Member): void {
    this.leave(member);
    this.#gone += 1;
    if (this.#gone < this.#members.length) return;
    this.signal.abort(new DOMException('Nobody waits for the answer.', 'AbortError'));
  }

  #mindWhoGoes(): void {
    for (const member of this.#members) {
      const { signal } = member.waiter.input;
      if (signal.aborted) this.goes(member);
      else stopOnAbort(signal, member);
    }
  }

  /** Unless they went on by themselves: what came too late may still be under way, and is given up when all have gone. */
  #forgetWhoGoes(): void {
    for (const member of this.#members) forgetAbort(member.waiter.input.signal, member);
  }

  async #splice(step: Step, companion?: Companion): Promise<void> {
    if (step.kind === 'fetch') {
      const work = this.#fetch(step.id, companion);
      await (companion === undefined ? work : accompanied(companion, work));
    } else if (step.kind === 'parallel') {
      const companions = fusedFetchesOf(step)?.open(this.#members[0]?.waiter.input.variables ?? {});
      await Promise.all(step.steps.map((each, at) => this.#splice(each, companions?.[at])));
    } else for (const each of step.steps) await this.#splice(each);
  }

  async #fetch(id: number, companion: Companion | undefined): Promise<void> {
    const fetch = this.#of.fetches.get(id);
    const slot = this.#slots[id];
    if (fetch === undefined || slot === undefined) return;
    if (fetch.step.requires === null) await this.#askRoots(fetch);
    else if (slot.texts.length > 0) await this.#askEntities(fetch, slot.texts, companion);
  }

  async #askRoots(fetch: PreparedFetch): Promise<void> {
    const present = this.#present;
    const [first] = present;
    if (first === undefined) return;
    if (this.#isAlone) {
      await askRoot(fetch, first, { cohort: this, isOneOfSeveral: true });
      return;
    }
    const late = await askRoots(fetch, present, this);
    if (late.length === present.length) this.#apart();
    for (const member of late) this.leave(member);
  }

  share<T>(id: number, shared: SharedFetch<T>): Promise<T | 'late'> {
    this.#shared.set(id, shared);
    return shared.inTime;
  }

  readRoot(id: number, member: Member, { text, of }: RootReply): void {
    if (member.hasLeft) return;
    member.waiter.input.keeping.note(of);
    if (!this.#isRead(id, text, member.at)) this.leave(member);
  }

  async #askEntities({ step, body }: PreparedFetch, latin1: readonly string[], companion?: Companion): Promise<void> {
    const present = this.#present;
    const [first] = present;
    if (first === undefined) return;
    const { fetch, actor, headers, signal, variables } = first.waiter.input;
    const { subgraph, operation } = step;
    const texts = allDecoded(latin1);
    const text = body(variables, texts);
    // Too much for one request of all: each asks its own.
    if (!this.#isAlone && text.length > MAX_BODY) {
      this.#apart();
      return;
    }
    const planned = { step, representations: texts, variables };
    const by = this.#isAlone ? signal : this.signal;
    const asked = { subgraph, operation, body: text, planned, actor, headers, signal: by };
    const reply = fetch(companion === undefined ? asked : { ...asked, companion });
    if (this.#isAlone) first.asks(step.id, { body: text, reply });
    const given = this.#isAlone ? await reply : await this.share(step.id, sharedEntities(texts, reply));
    if (given === 'late' || given.kind === 'failed' || !this.#isRead(step.id, given.latin1, 0)) this.#apart();
    else for (const { waiter } of present) waiter.input.keeping.note(given);
  }

  #isRead(id: number, text: string, root: number): boolean {
    const state = { slots: this.#slots, root, isPublic: this.#isPublic };
    return this.#of.scanners.get()?.scan(id, text, state) ?? false;
  }

  /** What was asked for all was not answered as planned: a fault, unless nobody waits for it any more. */
  #apart(): void {
    if (!this.signal.aborted) this.#wasTogether = false;
    for (const member of this.#members) this.leave(member);
  }

  leave(member: Member): void {
    if (member.hasLeft) return;
    member.hasLeft = true;
    member.waiter.handedOver((step, asked) => {
      const own = member.asked(step.id);
      if (own !== undefined) return own.body === asked.body ? own.reply : undefined;
      return this.#shared.get(step.id)?.replyFor(asked, member.waiter.input.fetch);
    });
  }
}

/** The texts whose UTF-8 bytes are these characters: read one by one only where some are not plain ASCII. */
function allDecoded(latin1: readonly string[]): readonly string[] {
  const all = latin1.join('');
  return decoded(all) === all ? latin1 : latin1.map(decoded);
}
