import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datasetsOf } from '../../cli/datasets.ts';
import { writeDemonstration, type DemonstrationFile } from '../../cli/demonstration/demonstration.ts';
import { withClient } from '../../platform/database/provision.ts';
import type { ImportReport } from '../../platform/importer/report.ts';
import { loadOrganisations } from '../../subgraphs/department/organisation/organisation.reference.ts';
import { loadTerritory } from '../../subgraphs/department/territory/territory.reference.ts';
import { importFile, openWorld, type World } from '../support/world.ts';

type Subgraph = DemonstrationFile['subgraph'];
export type AnyWorld = World<Subgraph>;

/** The three organisations' databases, filled with the demonstration set by the real importers. */
export async function importedDemonstration(today: string) {
  const folder = await mkdtemp(join(tmpdir(), 'demonstration-'));
  const department = await openWorld('department');
  const lgn = await openWorld('lgn');
  const operators = await openWorld('operators');
  await withClient(department.url, async (client) => {
    await loadTerritory(client);
    await loadOrganisations(client);
  });
  const worlds: Readonly<Record<Subgraph, AnyWorld>> = { department, lgn, operators };
  const reports: ImportReport[] = [];
  for (const { subgraph, dataset, files, source, asOf } of await writeDemonstration({ folder, today })) {
    reports.push(await importFile(worlds[subgraph], await datasetsOf(subgraph), dataset, files, { source, asOf }));
  }
  const close = async () => {
    await Promise.all([department.close(), lgn.close(), operators.close(), rm(folder, { recursive: true })]);
  };
  return { department, lgn, operators, reports, close };
}
