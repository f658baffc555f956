import type { LifeSignal } from '../../transport/deadline.ts';
import type { RootReplies, RootReply } from '../contract.ts';
import type { PreparedFetch } from '../running/prepared-fetch.ts';
import type { Member } from './member.ts';
import { inTime } from './patience.ts';
import { sharedRoots, type SharedFetch } from './shared-fetch.ts';

/** The cohort whose members ask root fields. */
export interface AskingCohort {
  /** Aborted when nobody waits any more. */
  readonly signal: LifeSignal;
  /** Remembers what is asked for several members, by the fetch's place in the plan; what it gives, or that it is late. */
  readonly share: <T>(id: number, shared: SharedFetch<T>) => Promise<T | 'late'>;
  readonly readRoot: (id: number, member: Member, reply: RootReply) => void;
  /** From now on the member goes on by itself. */
  readonly leave: (member: Member) => void;
}

/** Asks root fields for several members: as one where that can be. Those who were not answered in time are given. */
export async function askRoots(
  fetch: PreparedFetch,
  members: readonly Member[],
  cohort: AskingCohort,
): Promise<readonly Member[]> {
  const given = await askAsOne(fetch, members, cohort);
  if (given === 'late') return members;
  if (given === null) return askEach(fetch, members, { cohort, isOneOfSeveral: true });
  const alone: Member[] = [];
  for (const [at, member] of members.entries()) {
    const own = given[at] ?? null;
    if (own === null) alone.push(member);
    else cohort.readRoot(fetch.step.id, member, own);
  }
  return alone.length === 0 ? alone : askEach(fetch, alone, { cohort, isOneOfSeveral: false });
}

/** Each by itself. */
async function askEach(fetch: PreparedFetch, members: readonly Member[], asking: Asking): Promise<readonly Member[]> {
  const awaited = new Set(members);
  const byItself = async (member: Member): Promise<void> => {
    await askRoot(fetch, member, asking);
    awaited.delete(member);
  };
  await inTime(Promise.all(members.map(byItself)));
  return [...awaited];
}

function askAsOne(
  { step }: PreparedFetch,
  members: readonly Member[],
  cohort: AskingCohort,
): Promise<RootReplies | 'late'> | null {
  const [first] = members;
  if (first === undefined) return null;
  const { fetch, actor, headers } = first.waiter.input;
  const variables = members.map(({ waiter }) => waiter.input.variables);
  const replies = fetch.roots?.({ step, variables, actor, headers, signal: cohort.signal });
  return replies === undefined || replies === null ? null : cohort.share(step.id, sharedRoots(variables, replies));
}

interface Asking {
  readonly cohort: AskingCohort;
  /** It may be asked with the same of others: what was just asked so, and failed, is not. */
  readonly isOneOfSeveral: boolean;
}

/** Asks the root fields of one member, unless it goes on by itself. */
export async function askRoot(
  { step, body }: PreparedFetch,
  member: Member,
  { cohort, isOneOfSeveral }: Asking,
): Promise<void> {
  if (member.hasLeft) return;
  const { fetch, actor, headers, signal, variables } = member.waiter.input;
  const { subgraph, operation } = step;
  const text = body(variables, null);
  const planned = isOneOfSeveral ? { step, representations: null, variables } : undefined;
  const reply = fetch({ subgraph, operation, body: text, planned, actor, headers, signal });
  member.asks(step.id, { body: text, reply });
  const of = await reply;
  if (of.kind === 'failed') cohort.leave(member);
  else cohort.readRoot(step.id, member, { text: of.latin1, of });
}
