import { copperState } from '../copper-closure/copper-closure.rules.ts';
import { copperClosureOf } from '../copper-closure/copper.loaders.ts';
import type { Context } from '../context.ts';
import { importLoader } from '../fibre/fibre.type.ts';
import { eligibilityLoader } from '../premises/eligibility.loaders.ts';
import { premisesConnection, type Premises } from '../premises/premises.rules.ts';
import { connectionAdvice, type Advice } from './advice.rules.ts';
import type { ConnectionNeed } from './advice-settings.rules.ts';
import { declaredSpeeds } from './declared-speeds.rules.ts';
import { verdictSentence, type Sourced, type VerdictSources } from './verdict.rules.ts';

/** The advice given on a day, with what it rests on; also kept as it is with a diagnostic. */
export interface ConnectionAdviceShape extends Advice {
  readonly on: string;
  readonly needs: readonly ConnectionNeed[];
  readonly verdict: string;
  readonly sources: VerdictSources;
}

/** Today's advice for a premises, from lgn's own data. Batched through the loaders it calls. */
export async function adviceFor(
  context: Context,
  premises: Premises,
  needs: readonly ConnectionNeed[],
): Promise<ConnectionAdviceShape> {
  const { fibre, technologies, communeCode } = premisesConnection(premises);
  const connectionIds = [...new Set(premises.buildings.flatMap(({ connectionId }) => connectionId ?? []))];
  const [lines, copper, fibreImport] = await Promise.all([
    Promise.all(connectionIds.map((id) => eligibilityLoader(context).load(id))),
    copperClosureOf(context, communeCode),
    fibre.importId === null ? null : importLoader(context).load(fibre.importId),
  ]);
  const facts = {
    fibre: fibre.status,
    technologies: declaredSpeeds(technologies, lines.flat()),
    copper: copperState(copper?.plan ?? { kind: 'UNKNOWN' }, context.today),
    needs,
    today: context.today,
  };
  const advice = connectionAdvice(facts);
  const sources = { fibre: sourced(fibreImport), copper: sourced(copper?.publication ?? null) };
  return { ...advice, on: context.today, needs, sources, verdict: verdictSentence(facts, advice, sources) };
}

function sourced(from: { readonly source: string; readonly asOf: Date | string } | null): Sourced | null {
  if (from === null) return null;
  const asOf = typeof from.asOf === 'string' ? from.asOf : from.asOf.toISOString().slice(0, 10);
  return { source: from.source, asOf };
}
