import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SUBGRAPHS } from './subgraphs.ts';

const run = promisify(execFile);

interface Generation {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: string;
  /** Script of a package, and its arguments. */
  readonly command: readonly string[];
}

function filesUnder(folder: string, suffix: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(suffix));
  return names.sort().map((name) => join(folder, name));
}

function generations(): readonly Generation[] {
  const prisma = SUBGRAPHS.map((subgraph) => ({
    name: `client Prisma de ${subgraph}`,
    inputs: ['package-lock.json', ...filesUnder(`subgraphs/${subgraph}/prisma`, '.prisma')],
    outputs: `subgraphs/${subgraph}/generated`,
    command: ['node_modules/prisma/build/index.js', 'generate', '--config', `subgraphs/${subgraph}/prisma.config.ts`],
  }));
  const client = {
    name: 'client typé',
    inputs: ['package-lock.json', 'codegen.ts', 'schema/api.graphql', ...filesUnder('schema/operations', '.graphql')],
    outputs: 'schema/generated',
    command: ['node_modules/@graphql-codegen/cli/cjs/bin.js', '--config', 'codegen.ts', '--silent'],
  };
  return existsSync('schema/api.graphql') ? [...prisma, client] : prisma;
}

/** Generates the code that is missing or older than what it comes from; gives the names of what was generated. */
export async function generateCode(onStart: (name: string) => void = () => undefined): Promise<readonly string[]> {
  const stale = generations().filter((generation) => fingerprint(generation) !== recorded(generation));
  await Promise.all(
    stale.map(async (generation) => {
      onStart(generation.name);
      await run(process.execPath, [...generation.command], { env: process.env });
      writeFileSync(stampOf(generation), fingerprint(generation));
    }),
  );
  return stale.map(({ name }) => name);
}

function fingerprint({ inputs, command }: Generation): string {
  const hash = createHash('sha256').update(command.join(' '));
  for (const input of inputs) hash.update(input).update(readFileSync(input));
  return hash.digest('hex');
}

function stampOf({ outputs }: Generation): string {
  return join(outputs, '.inputs');
}

function recorded(generation: Generation): string | null {
  const stamp = stampOf(generation);
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : null;
}
