import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { buildASTSchema, getOperationAST, parse, type GraphQLSchema } from 'graphql';
import { documentsOfFile, manifestOf, namesOf, type TrustedDocument } from '../../gateway/documents/manifest.ts';
import { documentsOfFiles, readSources } from '../../gateway/documents/trusted-files.ts';
import { readCosts, type Costs } from '../../gateway/limits/cost/read-costs.ts';
import { operationCost } from '../../gateway/limits/cost/operation-cost.ts';
import { refusedDocument } from '../../gateway/limits/document-admission.ts';
import { spoken } from '../../gateway/limits/limit-refusal.ts';
import { DEFAULT_PROTECTION } from '../../gateway/protection.ts';
import { withOwnScalars } from '../../gateway/refusals/own-scalars.ts';
import { ConfigurationError } from '../../platform/env.ts';

const OPERATIONS = 'schema/operations';

const FILE = 'trusted-documents.json';

/** Where the gateway finds them: what `TRUSTED_DOCUMENTS` names, or the file that `hub start` gives to it. */
function sourcesOf(dataFolder: string): readonly [string, ...string[]] {
  const named = (process.env['TRUSTED_DOCUMENTS'] ?? '').split(',').map((source) => source.trim());
  const [first, ...others] = named.filter((source) => source !== '');
  return first === undefined ? [join(dataFolder, FILE)] : [first, ...others];
}

/** Where what is added is kept: the first source, or a file of that folder. */
function documentsFile(dataFolder: string): string {
  const [first] = sourcesOf(dataFolder);
  return extname(first) === '' ? join(first, FILE) : first;
}

/** The documents that the hub of this folder accepts from anyone, one a line. */
export async function listDocuments(dataFolder: string): Promise<string> {
  const documents = documentsOfFiles(await readSources([OPERATIONS, ...sourcesOf(dataFolder)]));
  const lines = documents.map((each) => `sha256:${each.hash}  ${namesOf(each)}  (${each.source})`);
  return `${[...lines, `${documents.length} document(s) de confiance.`].join('\n')}\n`;
}

interface Verdict {
  readonly text: string;
  readonly isRefused: boolean;
}

/** What the hub would say of the documents of these files, with its usual limits. */
export async function checkDocuments(files: readonly string[]): Promise<Verdict> {
  return verdictOf(await documentsIn(files));
}

/** Adds the documents of these files to those of the folder, all or none. */
export async function addDocuments(dataFolder: string, files: readonly string[]): Promise<Verdict> {
  const added = await documentsIn(files);
  const verdict = await verdictOf(added);
  if (verdict.isRefused) return { ...verdict, text: `${verdict.text}Rien n’est enregistré.\n` };
  const file = documentsFile(dataFolder);
  const before = documentsOfFiles(await readSources([file]));
  const byHash = new Map([...before, ...added].map((each) => [each.hash, each]));
  await mkdir(dirname(file), { recursive: true });
  // A reader finds the whole former file, or the whole new one.
  await writeFile(`${file}.new`, manifestOf([...byHash.values()]));
  await rename(`${file}.new`, file);
  const count = byHash.size - before.length;
  return { ...verdict, text: `${verdict.text}${count} document(s) ajouté(s) à « ${file} ».\n` };
}

async function documentsIn(files: readonly string[]): Promise<readonly TrustedDocument[]> {
  const contents = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => null)));
  return files.flatMap((file, at) => {
    const content = contents[at];
    if (content === null || content === undefined)
      throw new ConfigurationError(`Le fichier « ${file} » est illisible : donnez un .graphql ou un manifeste .json.`);
    return documentsOfFile(file, content);
  });
}

async function verdictOf(documents: readonly TrustedDocument[]): Promise<Verdict> {
  const schema = withOwnScalars(buildASTSchema(parse(await readFile('schema/api.graphql', 'utf8'))));
  const costs = readCosts(parse(await readFile('schema/supergraph.graphql', 'utf8')));
  const verdicts = documents.map((each) => lineOf(each, { schema, costs }));
  return {
    text: verdicts.map(({ line }) => `${line}\n`).join(''),
    isRefused: verdicts.some(({ isRefused }) => isRefused),
  };
}

function lineOf(each: TrustedDocument, { schema, costs }: { schema: GraphQLSchema; costs: Costs }) {
  const { document, hash } = each;
  const { limits } = DEFAULT_PROTECTION;
  const errors = refusedDocument(document, schema, limits);
  if (errors.length > 0) {
    const reasons = errors.map(({ message }) => `    ${message}`).join('\n');
    return { line: `REFUSÉ   ${namesOf(each)}  (${each.source})\n${reasons}`, isRefused: true };
  }
  const estimated = each.operationNames.map((name) => {
    const definition = getOperationAST(document, name);
    if (definition === null || definition === undefined) return 0;
    return operationCost({ document, definition, schema }, { costs, listSize: limits.listSize })({});
  });
  const cost = Math.max(...estimated);
  const told = Number.isNaN(cost) ? 'selon ses variables' : spoken(cost);
  const line = `accepté  ${namesOf(each)}  coût ${told} (maximum ${spoken(limits.cost)})  sha256:${hash}`;
  return { line, isRefused: false };
}
