import { scopesOf } from '../../../platform/actor.ts';
import { appendAudit, type Execute } from '../../../platform/audit/append.ts';
import type { AuditAction, AuditEntry } from '../../../platform/audit/entry.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import type { ConnectionDiagnostic, Prisma } from '../generated/client/client.ts';

/** Why a household's data is read, as the journal keeps it: a closed list, so that nobody writes a name in it. */
export const AccessPurposeEnum = builder.enumType('AccessPurpose', {
  description: 'Pourquoi des données d’un foyer sont consultées. Consigné dans le journal des accès.',
  values: {
    ACCOMPANIMENT: { description: 'Accompagner le foyer : appel, conseil, suites à donner.' },
    HOME_VISIT: { description: 'Préparer ou faire une visite à domicile.' },
    QUALITY_CONTROL: { description: 'Contrôler la qualité du service.' },
    DATA_SUBJECT_REQUEST: { description: 'Répondre à une demande du foyer sur ses données.' },
  } as const,
});

/** The argument of every field that reads diagnostics. */
export function purposeArgument(arg: Parameters<Parameters<typeof builder.queryField>[1]>[0]['arg']) {
  return arg({
    type: AccessPurposeEnum,
    required: true,
    defaultValue: 'ACCOMPANIMENT',
    description: 'Pourquoi ; consigné avec la consultation.',
  });
}

/** An access to diagnostics: what was asked, and why. */
export interface Access {
  /** The field of the schema, e.g. `Query.connectionDiagnostic`. */
  readonly operation: string;
  readonly purpose: string;
}

type Subject = Pick<ConnectionDiagnostic, 'id' | 'premisesId'>;

/** Writes down that these diagnostics are read. To be awaited before they are given. */
export async function journalRead({ sql, ...context }: Context, access: Access, read: readonly Subject[]) {
  await appendAudit((text, values) => sql.query(text, values), entriesOf(context, { ...access, action: 'read' }, read));
}

/** Writes down a change, in its own transaction. */
export async function journalWrite(
  transaction: Prisma.TransactionClient,
  context: Omit<Context, 'sql'>,
  { operation, written }: { readonly operation: string; readonly written: Subject },
): Promise<void> {
  const execute: Execute = (text, values) => transaction.$executeRawUnsafe(text, ...values);
  await appendAudit(execute, entriesOf(context, { operation, purpose: 'ACCOMPANIMENT', action: 'write' }, [written]));
}

function entriesOf(
  { actor, now, requestId }: Pick<Context, 'actor' | 'now' | 'requestId'>,
  { operation, purpose, action }: Access & { readonly action: AuditAction },
  subjects: readonly Subject[],
): readonly AuditEntry[] {
  if (actor.kind === 'anonymous') throw new Error('Diagnostics are never given to nobody.');
  const by = {
    actorKind: actor.kind,
    actorId: actor.id,
    roles: actor.kind === 'person' ? actor.roles : [...scopesOf(actor)],
    organisation: actor.kind === 'person' ? actor.organisationSiret : null,
  };
  const what = { at: now, action, operation, purpose, requestId };
  return subjects.map(({ id, premisesId }) => ({ ...by, ...what, premisesId, diagnosticId: id }));
}
