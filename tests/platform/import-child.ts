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
  onProgress: ({ read }) => {
    if (waitAt !== 'reading') process.send?.({ read });
    // Nothing of this process goes on once that is told.
    else process.send?.({ read }, () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  },
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
