import { resolve } from 'node:path';
import type { Client } from 'pg';
import { readGatewayEnv } from '../../gateway/env.ts';
import {
  createPartner,
  KeyError,
  listKeys,
  revokeKey,
  rotateKey,
  type KeyFacts,
  type PartnerFacts,
} from '../../gateway/keys/key-administration.ts';
import { protectionOf } from '../../gateway/protection-env.ts';
import { migrate } from '../../platform/database/migrate.ts';
import { withClient } from '../../platform/database/provision.ts';
import { ConfigurationError } from '../../platform/env.ts';
import { givenGatewayUrl, openDatabases } from '../prepare/databases.ts';
import { GATEWAY_DATABASE_VARIABLE, GATEWAY_MIGRATIONS } from '../subgraphs.ts';
import { givenText, listText, shownKey, shownGiven } from './key-report.ts';

interface Options {
  readonly json?: boolean;
  readonly data: string;
}

interface Asked extends Options {
  readonly name?: string;
  readonly contact?: string;
  readonly quotaClass?: string;
  readonly origin?: readonly string[];
  readonly documents?: KeyFacts['documents'];
  readonly expires?: Date | null;
}

/** `hub keys create` */
export async function createKey(partner: string, options: Asked): Promise<void> {
  const changes = changesOf(options);
  const { name = partner, contact = '' } = options;
  const facts = {
    quotaClass: 'standard',
    origins: [],
    documents: 'any',
    expiresAt: null,
    ...changes,
    name,
    contact,
  } as const;
  const given = await withGatewayDatabase(options.data, (client) => createPartner(client, partner, facts));
  print(options, shownGiven(given), givenText(given));
}

/** `hub keys rotate` */
export async function rotate(partner: string, options: Asked): Promise<void> {
  const changes = changesOf(options);
  const now = new Date();
  const given = await withGatewayDatabase(options.data, (client) => rotateKey(client, partner, { changes, now }));
  print(
    options,
    shownGiven(given),
    `${givenText(given)}\nL’ancienne clé sert toujours : révoquez-la quand le partenaire est passé à celle-ci.`,
  );
}

/** `hub keys list` */
export async function list(options: Options): Promise<void> {
  const now = new Date();
  const keys = await withGatewayDatabase(options.data, listKeys);
  print(
    options,
    keys.map((key) => shownKey(key, now)),
    listText(keys, now),
  );
}

/** `hub keys revoke` */
export async function revoke(id: string, options: Options): Promise<void> {
  const left = await withGatewayDatabase(options.data, (client) => revokeKey(client, id, new Date()));
  const others = left.map((key) => key.id);
  const rest =
    others.length === 0 ? 'Ce partenaire n’a plus de clé en vigueur.' : `Reste en vigueur : ${others.join(', ')}.`;
  print(options, { revoked: id, live: others }, `La clé ${id} est révoquée. ${rest}`);
}

function changesOf(options: Asked): Partial<PartnerFacts & KeyFacts> {
  const { name, contact, quotaClass, origin, documents, expires } = options;
  if (quotaClass !== undefined) checkQuotaClass(quotaClass);
  return {
    ...(name === undefined ? {} : { name }),
    ...(contact === undefined ? {} : { contact }),
    ...(quotaClass === undefined ? {} : { quotaClass }),
    ...(origin === undefined ? {} : { origins: [...new Set(origin)] }),
    ...(documents === undefined ? {} : { documents }),
    ...(expires === undefined ? {} : { expiresAt: expires }),
  };
}

function checkQuotaClass(asked: string): void {
  const known = Object.keys(protectionOf(readGatewayEnv()).quotas.classes);
  if (known.includes(asked)) return;
  throw new KeyError(
    `« ${asked} » n’est pas une classe de quota (attendu : ${known.join(' ou ')}) ; QUOTA_CLASSES en ajoute, par exemple QUOTA_CLASSES=${asked.replaceAll(/[^a-z]/g, '') || 'site'}:3000.`,
  );
}

/** The database that the environment names, or that of the data folder's server; its migrations are applied. */
async function withGatewayDatabase<T>(data: string, work: (client: Client) => Promise<T>): Promise<T> {
  const given = await givenGatewayUrl();
  const databases = given === null ? await openDatabases(resolve(data)) : undefined;
  try {
    const url = given ?? databases?.gatewayUrl;
    if (url === undefined || url === null) {
      throw new ConfigurationError(
        `Il manque ${GATEWAY_DATABASE_VARIABLE}, la base où sont les clés des partenaires (PostgreSQL 15 ou plus récent), par exemple ${GATEWAY_DATABASE_VARIABLE}=postgresql://gateway:motdepasse@127.0.0.1:5432/gateway.`,
      );
    }
    await migrate(url, GATEWAY_MIGRATIONS);
    return await withClient(url, work);
  } catch (error) {
    throw unreachable(error) ?? error;
  } finally {
    await databases?.stop();
  }
}

/** Nobody listens there, there is no such database, or the password is not the right one. */
const UNREACHABLE = /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOST|28|3D000)/;

function unreachable(error: unknown): ConfigurationError | null {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string' || !UNREACHABLE.test(code)) return null;
  return new ConfigurationError(
    `La base où sont les clés des partenaires ne répond pas (${code}) : vérifiez ${GATEWAY_DATABASE_VARIABLE}, et que PostgreSQL tourne.`,
  );
}

function print({ json = false }: Options, value: unknown, text: string): void {
  process.stdout.write(`${json ? JSON.stringify(value, null, 2) : text}\n`);
}
