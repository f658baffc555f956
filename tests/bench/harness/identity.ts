import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { developmentToken, newDevelopmentKeys } from '../../../cli/development-token.ts';
import { protectedSdl } from '../subgraphs/protected-schemas.ts';
import { composeSupergraph } from '../subgraphs/schemas.ts';
import { post, startGateway, type RunningGateway } from './gateways.ts';
import { BARE, identityContenders, type IdentityMeans } from './identity-contenders.ts';
import { benchOperation, type BenchOperation } from './operations.ts';
import { openPartnerKey, type PartnerKey } from './partner-key.ts';
import { circumstances, conditions, operationTable, writePart } from './report.ts';
import { measureOperation } from './rounds.ts';
import type { BenchSettings } from './settings.ts';
import { atRest, type StartedAll } from './start-all.ts';
import type { World } from './world.ts';

/** Longer than any run: what is measured is a token that has been verified. */
const TOKEN_HOURS = 12;

/** What identity, limits and quotas add to a request: the same hub with and without them, turn by turn. */
export async function benchIdentity(world: World, settings: BenchSettings): Promise<void> {
  const operations = settings.operations.map((name) => benchOperation(name, settings.same));
  const partner = await openPartnerKey(world.folder);
  try {
    const { gateways, notes } = await startAll(world, await meansOf(world, operations, partner), settings);
    const parts = [circumstances(), conditions(settings), ...notes];
    for (const operation of operations) {
      if (operation.name === 'household') await checkReserved(gateways, operation);
      const rows = await measureOperation({ world, settings }, gateways, operation);
      parts.push(operationTable(operation.name, rows, BARE));
    }
    console.log(parts.join('\n\n'));
    if (settings.write) writePart('identity', parts.join('\n\n'));
  } finally {
    await partner.close();
  }
}

async function meansOf(
  world: World,
  operations: readonly BenchOperation[],
  { database, key }: PartnerKey,
): Promise<IdentityMeans> {
  const { folder, urls, supergraphFile } = world;
  const protectedFile = path.join(folder, 'protected-supergraph.graphql');
  writeFileSync(protectedFile, composeSupergraph(urls, protectedSdl));
  const trustedDocuments = path.join(folder, 'trusted-documents.json');
  writeFileSync(trustedDocuments, manifestOf(operations));
  const peopleKeys = newDevelopmentKeys();
  const token = await developmentToken(peopleKeys, { roles: ['advisor'] }, TOKEN_HOURS);
  return { supergraphFile, protectedFile, trustedDocuments, peopleKeys, token, database, key };
}

/** The documents of the operations, and the one by which a gateway is found to be ready. */
function manifestOf(operations: readonly BenchOperation[]): string {
  const asked = operations.map(({ bodies: [body = '{}'] }) => (JSON.parse(body) as { query: string }).query);
  const hashed = (text: string) => [createHash('sha256').update(text).digest('hex'), text];
  return JSON.stringify(Object.fromEntries(['{ __typename }', ...asked].map(hashed)));
}

async function startAll(
  world: World,
  means: IdentityMeans,
  { profile }: BenchSettings,
): Promise<Omit<StartedAll, 'absent'>> {
  const gateways: RunningGateway[] = [];
  const notes: string[] = [];
  for (const contender of identityContenders(means)) {
    const { id, supergraphFile } = contender;
    const started = await startGateway(world, id, { profile, supergraphFile, contender });
    if ('fault' in started) throw new Error(`${contender.title} ${started.fault}.`);
    gateways.push(started);
    notes.push(...(await atRest(started)));
  }
  return { gateways, notes };
}

/** A person's hub that gave the same to anybody would measure nothing. */
async function checkReserved(gateways: readonly RunningGateway[], { bodies }: BenchOperation): Promise<void> {
  const person = gateways.find(({ id }) => id === 'person');
  const { text } = await post(person?.url ?? '', bodies[0] ?? '');
  if (!text.includes('UNAUTHORIZED_FIELD_OR_TYPE')) throw new Error(`Nothing is reserved: ${text.slice(0, 200)}`);
}
