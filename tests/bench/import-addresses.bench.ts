import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { startEmbeddedPostgres } from '../../platform/database/embedded.ts';
import { migrate } from '../../platform/database/migrate.ts';
import { installExtensions } from '../../platform/database/provision.ts';
import { importFiles } from '../../platform/importer/import.ts';
import { searchAddresses } from '../../subgraphs/lgn/address/address-search.ts';
import { addresses } from '../../subgraphs/lgn/address/address.import.ts';
import { writeBanFile } from './ban-file.ts';

const ROWS = Number(process.argv[2] ?? 200_000);

/** As one types, misspelt, abbreviated, without number, in the wrong order, nonsense. */
const QUERIES = [
  '12 rue de la rep',
  '3 av du general de gaulle agen',
  'chem du moulin villeneuve sur lot',
  'rue de la republiqe marmande 47200',
  '5 bis impasse des lilas nerac',
  'agen place victor hugo 4',
  'Lille',
  'xqzv wkjh',
  'rue du 8 mai 1945',
  'borangnac',
];

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Imports generated addresses into an embedded server (durable settings) and prints seconds, rows/s and memory. */
async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'));
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres') });
  try {
    const databaseUrl = server.urlOf('postgres');
    await installExtensions(databaseUrl);
    await migrate(databaseUrl, 'subgraphs/lgn/prisma/migrations');
    const file = join(folder, 'adresses-47.csv');
    await writeBanFile(file, ROWS);
    for (const turn of ['first import', 'same file again']) {
      const started = performance.now();
      const cpu = process.cpuUsage();
      const report = await importFiles({
        databaseUrl,
        dataset: addresses,
        files: [file],
        actor: 'bench',
        asOf: '2026-11-01',
      });
      const seconds = (performance.now() - started) / 1000;
      const used = process.cpuUsage(cpu);
      const cpuSeconds = ((used.user + used.system) / 1e6).toFixed(1);
      const memory = Math.round(process.resourceUsage().maxRSS / 1024);
      const counts = `inserted ${report.inserted}, unchanged ${report.unchanged}, rejected ${report.rejected}`;
      say(
        `${turn}: ${seconds.toFixed(1)} s (${cpuSeconds} s of Node CPU), ${Math.round(ROWS / seconds)} rows/s, peak RSS ${memory} MiB (${counts})`,
      );
    }
    await benchSearch(databaseUrl);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchSearch(connectionString: string): Promise<void> {
  const sql = new Pool({ connectionString, max: 2 });
  for (const text of QUERIES) {
    const question = { text, communeCode: null, near: null, first: 5 };
    await searchAddresses(sql, question);
    const times: number[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      const started = performance.now();
      await searchAddresses(sql, question);
      times.push(performance.now() - started);
    }
    const [best] = await searchAddresses(sql, question);
    const answer =
      best === undefined ? 'nothing' : `${best.match} ${best.score} ${best.street.name}, ${best.street.communeName}`;
    say(`search « ${text} »: median ${(times.toSorted((a, b) => a - b)[10] ?? 0).toFixed(1)} ms, best: ${answer}`);
  }
  await sql.end();
}

await bench();
