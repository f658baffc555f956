import { CONTENDERS } from './harness/contenders.ts';
import { benchFirstRequests } from './harness/first-requests.ts';
import { benchIdentity } from './harness/identity.ts';
import { benchMemory } from './harness/memory.ts';
import { benchOperation } from './harness/operations.ts';
import { stopAll, stopChild } from './harness/processes.ts';
import { recordHub } from './harness/recorder.ts';
import { circumstances, conditions, operationTable, writePart } from './harness/report.ts';
import { measureOperation } from './harness/rounds.ts';
import { benchSettings, type BenchSettings } from './harness/settings.ts';
import { startAll } from './harness/start-all.ts';
import { openWorld, type World } from './harness/world.ts';

async function benchRounds(world: World, settings: BenchSettings): Promise<void> {
  const operations = settings.operations.map((name) => benchOperation(name, settings.same));
  if (settings.only.some((id) => CONTENDERS[id]?.limit)) await recordHub(world, operations);
  const { gateways, absent, notes } = await startAll(world, settings.only, settings);
  const rowsOfAbsent = absent.map(({ fault, ...gateway }) => ({ gateway, outcome: { fault } }));
  const parts = [circumstances(), conditions(settings), ...(notes.length > 0 ? [notes.join('\n')] : [])];
  console.log(parts.join('\n\n'));
  for (const operation of operations) {
    const rows = await measureOperation({ world, settings }, gateways, operation);
    const part = operationTable(operation.name, [...rows, ...rowsOfAbsent]);
    console.log(`\n${part}`);
    parts.push(part);
  }
  for (const { child } of gateways) await stopChild(child);
  if (settings.write) writePart(settings.same ? 'same' : 'varied', parts.join('\n\n'));
}

const PARTS = { rounds: benchRounds, first: benchFirstRequests, memory: benchMemory, identity: benchIdentity };

const settings = benchSettings(process.argv.slice(2));
try {
  await PARTS[settings.part](await openWorld(settings.pinned), settings);
} finally {
  await stopAll();
}
