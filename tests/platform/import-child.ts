import { importFiles } from '../../platform/importer/import.ts';
import { towns } from './towns.ts';

/** Imports one file in a process of its own, tells its parent how far it is, and waits before publishing if asked. */
const [databaseUrl = '', path = '', waitAt = ''] = process.argv.slice(2);

const never = () => new Promise<never>(() => setInterval(() => undefined, 1_000));

const report = await importFiles({
  databaseUrl,
  files: [path],
  actor: 'test',
  asOf: '2026-11-01',
  onProgress: ({ read }) => process.send?.({ read }),
  dataset: {
    ...towns,
    derive: async () => {
      process.send?.({ merged: true });
      return waitAt === 'merged' ? never() : [];
    },
  },
});
process.send?.({ outcome: report.outcome, inserted: report.inserted });
process.disconnect();
