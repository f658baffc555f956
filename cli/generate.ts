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

/** What the hub needs to run. */
function databaseClients(): readonly Generation[] {
  return SUBGRAPHS.map((subgraph) => ({
    name: `client Prisma de ${subgraph}`,
    inputs: ['package-lock.json', ...filesUnder(`subgraphs/${subgraph}/prisma`, '.prisma')],
    outputs: `subgraphs/${subgraph}/generated`,
    command: ['node_modules/prisma/build/index.js', 'generate', '--config', `subgraphs/${subgraph}/prisma.config.ts`],
  }));
}

/** What tests and partners use: typed operations. */
function typedClient(): Generation {
  return {
    name: 'client typé',
    inputs: ['package-lock.json', 'codegen.ts', 'schema/api.graphql', ...filesUnder('schema/operations', '.graphql')],
    outputs: 'schema/generated',
    command: ['node_modules/@graphql-codegen/cli/cjs/bin.js', '--config', 'codegen.ts', '--silent'],
  };
}

export interface GenerateOptions {
  /** Whether to generate the typed client too, which the hub itself does without. */
  readonly client?: boolean;
  readonly onStart?: (name: string) => void;
}

/** Generates the code that is missing or older than what it comes from. */
export async function generateCode({ client = false, onStart }: GenerateOptions = {}): Promise<void> {
  const all = client ? [...databaseClients(), typedClient()] : databaseClients();
  const stale = all.filter((generation) => fingerprint(generation) !== recorded(generation));
  await Promise.all(
    stale.map(async (generation) => {
      onStart?.(generation.name);
      await run(process.execPath, [...generation.command], { env: process.env });
      writeFileSync(stampOf(generation), fingerprint(generation));
    }),
  );
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
