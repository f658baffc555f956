import { hubError } from '../../../platform/errors.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { TechnologyEnum } from '../fibre/technology.type.ts';
import type { Prisma } from '../generated/client/client.ts';
import { premisesLoader } from '../premises/premises.loaders.ts';
import { ConnectionNeedEnum, ConnectionSolutionEnum } from './advice-enums.type.ts';
import { adviceFor } from './advice.loaders.ts';
import type { ConnectionNeed } from './advice-settings.rules.ts';
import { isDiagnosticId } from './diagnostic.changes.ts';
import { jsonOf } from './diagnostic.open.ts';
import { freeTextFault, measureFault } from './diagnostic.rules.ts';

const mbps = 'en Mbit/s.';

export const recordInput = builder.inputType('RecordDiagnosticInput', {
  description: 'Ce qui est observé et conclu ; ce qui n’est pas donné reste comme avant.',
  fields: (t) => ({
    needs: t.field({ type: [ConnectionNeedEnum], description: 'Besoins exprimés.' }),
    observedTechnology: t.field({ type: TechnologyEnum, description: 'Technologie de la ligne.' }),
    nominalDownMbps: t.float({ description: `Débit descendant vendu, ${mbps}` }),
    nominalUpMbps: t.float({ description: `Débit montant vendu, ${mbps}` }),
    observedDownMbps: t.float({ description: `Débit descendant mesuré, ${mbps}` }),
    observedUpMbps: t.float({ description: `Débit montant mesuré, ${mbps}` }),
    latencyMs: t.float({ description: 'Latence mesurée, en millisecondes.' }),
    finding: t.string({ description: 'Constat, sans donnée personnelle, 1 000 caractères au plus.' }),
    chosenSolution: t.field({ type: ConnectionSolutionEnum, description: 'Choix du conseiller.' }),
    choiceReason: t.string({ description: 'Raison de ce choix, 500 caractères au plus.' }),
  }),
});

type RecordInput = (typeof recordInput)['$inferInput'];

/**
 * What a record writes: what was given, and the advice computed anew for the needs as they are at the version that the
 * caller read. Computed before the transaction, which must not wait for a second connection while it holds a row.
 *
 * @throws INVALID_INPUT when a text or a measure cannot be kept.
 */
export async function recorded(
  context: Context,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
  input: RecordInput,
): Promise<Prisma.ConnectionDiagnosticUncheckedUpdateInput> {
  const fault = recordFault(input);
  if (fault !== null) throw hubError('INVALID_INPUT', fault);
  const { needs, ...rest } = input;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const current = isDiagnosticId(id)
    ? await context.prisma.connectionDiagnostic.findFirst({ where: { id, version: expectedVersion } })
    : null;
  const premises = current === null ? null : await premisesLoader(context).load(current.premisesId);
  const wanted = (needs ?? current?.needs ?? []) as readonly ConnectionNeed[];
  return {
    ...given,
    ...(needs ? { needs: [...needs] } : {}),
    ...(premises === null ? {} : { recommendation: jsonOf(await adviceFor(context, premises, wanted)) }),
  };
}

function recordFault(input: RecordInput): string | null {
  const { nominalDownMbps, nominalUpMbps, observedDownMbps, observedUpMbps, latencyMs } = input;
  return (
    freeTextFault('finding', input.finding, 1000) ??
    freeTextFault('choiceReason', input.choiceReason, 500) ??
    measureFault({ nominalDownMbps, nominalUpMbps, observedDownMbps, observedUpMbps, latencyMs })
  );
}
