import path from 'node:path';
import { supervise } from '../../../cli/start/supervised.ts';

/** A supervisor of one steady program, to be killed by the test; it prints the program's pid. */
const folder = import.meta.dirname;
const logFile = process.argv[2];
if (logFile === undefined) throw new Error('A log file is expected.');
const supervised = supervise(
  { name: 'steady', file: path.join(folder, 'steady.mjs'), env: {}, logFile },
  { say: () => undefined, backOffMs: [10], steadyMs: 1000, stopMs: 1000, execArgv: [] },
);
await supervised.ready;
process.stdout.write(`${supervised.pid() ?? ''}\n`);
