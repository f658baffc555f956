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

/**
 * `hub privacy export`: everything that the organisations keep of one premises, with what each says that it keeps.
 *
 * @returns the exit code: 1 when an organisation did not answer; the file has what the others keep, and names it.
 */
export async function exportPremises(
  premisesId: string,
  { output, data }: { readonly output: string; readonly data: string },
): Promise<number> {
  const request = requestFor(premisesId);
  let failures = 0;
  const found: Record<string, Record<string, unknown>> = {};
  await withPools(data, async (poolOf) => {
    for (const subgraph of SUBGRAPHS) {
      const organisation = ORGANISATIONS[subgraph];
      const { statement, exported } = await holdingsOf(subgraph);
      try {
        const part = await exported(await poolOf(subgraph), request);
        found[organisation] = { 'ce qui est gardé': statement, ...part };
        say(`${organisation} : ${counted(numbersOf(part))}`);
      } catch (error) {
        failures += 1;
        found[organisation] = { 'ce qui est gardé': statement, 'non exporté': 'cette organisation n’a pas répondu' };
        say(`${organisation} : rien n’a été exporté (${reasonOf(error)}). Relancez la commande.`);
      }
    }
  });
  const whole = { local: premisesId, 'exporté le': request.now.toISOString(), organisations: found };
  await writeFile(output, `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 });
  say(`Écrit dans ${output}. Ce fichier concerne un foyer : remettez-le, puis supprimez-le.`);
  return failures === 0 ? 0 : 1;
}

function numbersOf(lists: Readonly<Record<string, readonly unknown[]>>): PrivacyCounts {
  return Object.fromEntries(Object.entries(lists).map(([name, rows]) => [name, rows.length]));
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
  await withPools(data, async (poolOf) => {
    for (const subgraph of SUBGRAPHS) {
      const holdings = await holdingsOf(subgraph);
      try {
        const counts = await inTransaction(await poolOf(subgraph), dryRun, (client) => work(holdings, client));
        const nothing = Object.keys(counts).length === 0;
        say(`${ORGANISATIONS[subgraph]} : ${nothing ? holdings.statement : counted(counts)}`);
      } catch (error) {
        failures += 1;
        say(`${ORGANISATIONS[subgraph]} : rien n’a été fait (${reasonOf(error)}). Relancez la commande.`);
      }
    }
  });
  if (dryRun) say('Essai à blanc : rien n’a été effacé.');
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
  const months = z.coerce
    .number('doit être un nombre entier de mois')
    .int()
    .min(1, 'doit être d’un mois au moins')
    .max(600, 'doit être de 600 mois au plus')
    .default(defaultMonths);
  return setting(months, description, String(defaultMonths));
}
