import { scanRun } from './leaks/keep-and-scan.ts';
import stopDatabase from './stop-database.ts';

/** After the last test: the database goes, and everything that was logged is scanned. */
export default async function stopSuite(): Promise<void> {
  await stopDatabase();
  await scanRun();
}
