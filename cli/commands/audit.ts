import { verifyAudit, type AuditFaultKind, type AuditHead, type AuditVerdict } from '../../platform/audit/verify.ts';
import { withPools } from './pools.ts';

const FAULTS: Readonly<Record<AuditFaultKind, string>> = {
  MISSING: 'des lignes manquent juste avant elle',
  CHANGED: 'son contenu n’est pas celui qui a été écrit',
  SUBJECT_CHANGED: 'le foyer qu’elle nomme n’est pas celui qui a été écrit',
  HEAD_UNKNOWN: 'elle n’est pas dans le journal, qui a été coupé ou récrit',
};

/**
 * `hub audit verify`: recomputes LGN's journal of accesses, and prints its head, to be kept elsewhere.
 *
 * @returns the process's exit code: 1 when a row was removed or changed.
 */
export async function verifyJournal(expected: AuditHead | null, { data }: { data: string }): Promise<number> {
  const verdict = await withPools(data, async (poolOf) => verifyAudit(await poolOf('lgn'), expected));
  process.stdout.write(`${sentence(verdict)}\n`);
  return verdict.fault === null ? 0 : 1;
}

function sentence({ entries, erased, from, head, fault }: AuditVerdict): string {
  if (fault !== null) return `Journal altéré à la ligne n° ${fault.sequence} : ${FAULTS[fault.kind]}.`;
  if (head === null) return 'Le journal est vide : aucun diagnostic n’a encore été lu ni écrit.';
  const lines = `${entries} ligne${entries > 1 ? 's' : ''} (depuis la n° ${from ?? head.sequence}, ${erased} sans foyer)`;
  return `Journal intact : ${lines}.\nTête à conserver ailleurs : ${head.sequence}:${head.hash}`;
}
