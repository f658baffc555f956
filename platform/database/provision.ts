import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** The extensions that the subgraphs' migrations use; all of them ship with PostgreSQL. */
const EXTENSIONS = ['pg_trgm', 'unaccent', 'cube', 'earthdistance', 'btree_gist', 'fuzzystrmatch'];

export interface DatabaseOwner {
  readonly database: string;
  readonly role: string;
  readonly password: string;
}

/** Creates one organisation's role and database where they do not exist. Idempotent. */
export async function provisionDatabase(
  urlOf: (database: string) => string,
  { database, role, password }: DatabaseOwner,
): Promise<void> {
  await withClient(urlOf('postgres'), async (admin) => {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
    await admin.query(`${verb} ROLE ${escapeIdentifier(role)} LOGIN PASSWORD ${escapeLiteral(password)}`);
    const known = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (known.rowCount === 0) {
      await admin.query(`CREATE DATABASE ${escapeIdentifier(database)} OWNER ${escapeIdentifier(role)}`);
      await admin.query(`REVOKE CONNECT ON DATABASE ${escapeIdentifier(database)} FROM PUBLIC`);
    }
  });
}

/** Installs the extensions of the subgraphs in a database, as an administrator. Idempotent. */
export async function installExtensions(url: string): Promise<void> {
  await withClient(url, async (client) => {
    for (const extension of EXTENSIONS) await client.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);
  });
}

/** Runs some work over one connection and closes it, whatever happens. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
