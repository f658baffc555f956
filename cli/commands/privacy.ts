import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { readEnv, setting, type Setting } from '../../platform/env.ts';
import type { PrivacyCounts, PrivacyHoldings, PrivacyRequest, Retention } from '../../platform/privacy.ts';
import { SUBGRAPHS, type SubgraphName } from '../subgraphs.ts';
import { withPools } from './pools.ts';

const ORGANISATIONS: Readonly<Record<SubgraphName, string>> = {
  department: 'Conseil départemental',
  lgn: 'Lot-et-Garonne Numérique',
  operators: 'Opérateurs',
};

interface Options {
  readonly data: string;
  readonly dryRun: boolean;
}

/** `hub privacy export`: everything that the organisations keep of one premises, with what each says that it keeps. */
export async function exportPremises(
  premisesId: string,
  { output, data }: { readonly output: string; readonly data: string },
): Promise<void> {
  const request = requestFor(premisesId);
  const found = await withPools(data, async (pools) => {
    const parts: Record<string, unknown> = {};
    for (const subgraph of SUBGRAPHS) {
      const { statement, exported } = await holdingsOf(subgraph);
      parts[ORGANISATIONS[subgraph]] = { 'ce qui est gardé': statement, ...(await exported(pools[subgraph], request)) };
    }
    return parts;
  });
  const whole = { local: premisesId, 'exporté le': request.now.toISOString(), organisations: found };
  await writeFile(output, `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 });
  for (const [organisation, part] of Object.entries(found)) process.stdout.write(`${summary(organisation, part)}\n`);
  process.stdout.write(`Écrit dans ${output}. Ce fichier concerne un foyer : remettez-le, puis supprimez-le.\n`);
}

function summary(organisation: string, part: unknown): string {
  const lists = Object.entries(part as Record<string, unknown>).filter(([, value]) => Array.isArray(value));
  return `${organisation} : ${counted(Object.fromEntries(lists.map(([name, rows]) => [name, (rows as unknown[]).length])))}`;
}

/** `hub privacy erase`; gives the exit code: 1 when an organisation could not, the others being done. */
export function erasePremises(premisesId: string, options: Options): Promise<number> {
  const request = requestFor(premisesId);
  return everywhere(options, (holdings, client) => holdings.erased(client, request));
}

const RETENTION = {
  DIAGNOSTIC_RETENTION_MONTHS: monthsSetting(36, 'mois pendant lesquels un diagnostic clos est gardé'),
  AUDIT_RETENTION_MONTHS: monthsSetting(12, 'mois pendant lesquels le journal des accès est gardé'),
};

/** `hub privacy purge`; gives the exit code, as for an erasure. */
export function purgeAll(options: Options): Promise<number> {
  const env = readEnv(RETENTION);
  const retention: Retention = {
    diagnosticMonths: env.DIAGNOSTIC_RETENTION_MONTHS,
    auditMonths: env.AUDIT_RETENTION_MONTHS,
  };
  const asked = { by: userInfo().username, now: new Date(), ...retention };
  return everywhere(options, (holdings, client) => holdings.purged(client, asked));
}

/** Each organisation in a transaction of its own; a dry run does it all and takes it back. */
async function everywhere(
  { data, dryRun }: Options,
  work: (holdings: PrivacyHoldings, client: PoolClient) => Promise<PrivacyCounts>,
): Promise<number> {
  let failures = 0;
  await withPools(data, async (pools) => {
    for (const subgraph of SUBGRAPHS) {
      const holdings = await holdingsOf(subgraph);
      try {
        const counts = await inTransaction(pools[subgraph], dryRun, (client) => work(holdings, client));
        const nothing = Object.keys(counts).length === 0;
        process.stdout.write(`${ORGANISATIONS[subgraph]} : ${nothing ? holdings.statement : counted(counts)}\n`);
      } catch (error) {
        failures += 1;
        const reason = error instanceof Error ? error.message : String(error);
        process.stdout.write(`${ORGANISATIONS[subgraph]} : rien n’a été fait (${reason}). Relancez la commande.\n`);
      }
    }
  });
  if (dryRun) process.stdout.write('Essai à blanc : rien n’a été effacé.\n');
  return failures === 0 ? 0 : 1;
}

async function inTransaction<T>(pool: Pool, dryRun: boolean, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query(dryRun ? 'ROLLBACK' : 'COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

function counted(counts: PrivacyCounts): string {
  const parts = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return parts.length === 0 ? 'rien' : parts.join(', ');
}

function requestFor(premisesId: string): PrivacyRequest {
  return { premisesId, by: userInfo().username, now: new Date() };
}

async function holdingsOf(subgraph: SubgraphName): Promise<PrivacyHoldings> {
  const modules = {
    department: () => import('../../subgraphs/department/privacy.ts'),
    lgn: () => import('../../subgraphs/lgn/privacy.ts'),
    operators: () => import('../../subgraphs/operators/privacy.ts'),
  };
  return (await modules[subgraph]()).privacy;
}

function monthsSetting(defaultMonths: number, description: string): Setting<number> {
  const months = z.coerce.number('doit être un nombre entier de mois').int().min(1).max(600).default(defaultMonths);
  return setting(months, description, String(defaultMonths));
}
