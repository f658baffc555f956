import { CONTENDERS } from './harness/contenders.ts';
import { benchFirstRequests } from './harness/first-requests.ts';
import { startGateway, type RunningGateway } from './harness/gateways.ts';
import { benchIdentity } from './harness/identity.ts';
import { benchMemory } from './harness/memory.ts';
import { benchOperation } from './harness/operations.ts';
import { stopAll, stopChild } from './harness/processes.ts';
import { recordHub } from './harness/recorder.ts';
import { circumstances, conditions, operationTable, writePart } from './harness/report.ts';
import { measureOperation } from './harness/rounds.ts';
import { benchSettings, type BenchSettings } from './harness/settings.ts';
import { openWorld, type World } from './harness/world.ts';

/** Starts the gateways that can be; the words of the others are part of the report. */
async function startAll(world: World, settings: BenchSettings) {
  const gateways: RunningGateway[] = [];
  const faults: string[] = [];
  for (const id of settings.only) {
    const started = await startGateway(world, id, { profile: settings.profile });
    if ('fault' in started) faults.push(`- ${CONTENDERS[id]?.title ?? id} ${started.fault}.`);
    else gateways.push(started);
  }
  return { gateways: referenceFirst(gateways), faults };
}

/** Apollo Gateway's answers are what the others' are compared with. */
function referenceFirst(gateways: readonly RunningGateway[]): readonly RunningGateway[] {
  const rank = ({ id }: RunningGateway) => (id === 'apollo' ? 0 : 1);
  return gateways.toSorted((one, other) => rank(one) - rank(other));
}

async function benchRounds(world: World, settings: BenchSettings): Promise<void> {
  const operations = settings.operations.map((name) => benchOperation(name, settings.same));
  if (settings.only.some((id) => CONTENDERS[id]?.limit)) await recordHub(world, operations);
  const { gateways, faults } = await startAll(world, settings);
  const parts = [circumstances(), conditions(settings), ...(faults.length > 0 ? [faults.join('\n')] : [])];
  console.log(parts.join('\n\n'));
  for (const operation of operations) {
    const rows = await measureOperation({ world, settings }, gateways, operation);
    const part = operationTable(operation.name, rows);
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
