import { startKeeping } from './leaks/keep-and-scan.ts';
import startDatabase from './start-database.ts';

/** Before the first test: what the run logs is kept from now on, and there is a database. */
export default async function startSuite(): Promise<void> {
  startKeeping();
  await startDatabase();
}
