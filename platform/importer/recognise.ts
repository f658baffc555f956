import type { Dataset, Format } from './dataset.ts';
import { headerOf } from './csv-dialect.ts';
import { keysOfFirst } from './json-list.ts';
import type { SourceFile } from './source-file.ts';
import { worksheetHeaders } from './xlsx.ts';

/** Refuses a file before anything is written. */
export class WrongFileError extends Error {
  override readonly name = 'WrongFileError';
}

/**
 * Finds which of a dataset's formats a file is of, by its content.
 *
 * @throws WrongFileError that says what the file looks like, among all the datasets known.
 */
export async function recogniseFormat(file: SourceFile, dataset: Dataset, known: readonly Dataset[]): Promise<Format> {
  const headers = await headersOf(file);
  const found = dataset.formats.find((format) => matches(format, headers));
  if (found !== undefined) return found;
  const elsewhere = known
    .filter((other) => other.name !== dataset.name)
    .flatMap((other) => other.formats.map((format) => ({ other, format })))
    .find(({ format }) => matches(format, headers));
  throw new WrongFileError(refusal(file, dataset, elsewhere, headers));
}

interface Header {
  readonly kinds: readonly Format['kind'][];
  readonly columns: ReadonlySet<string>;
}

async function headersOf(file: SourceFile): Promise<readonly Header[]> {
  if (file.container === 'xlsx') {
    return (await headersOfWorkbook(file.path)).map((columns) => ({ kinds: ['xlsx'], columns: new Set(columns) }));
  }
  const start = file.head.replace(/^\uFEFF/, '').trimStart();
  if (start.startsWith('{') || start.startsWith('[')) {
    return [{ kinds: ['json', 'geojson'], columns: new Set(await keysOfFirst(file.head)) }];
  }
  return [{ kinds: ['csv'], columns: new Set(headerOf(file.head)) }];
}

async function headersOfWorkbook(path: string): ReturnType<typeof worksheetHeaders> {
  try {
    return await worksheetHeaders(path);
  } catch (cause) {
    const sentence = `« ${path} » n’est pas un classeur .xlsx lisible : il est incomplet ou abîmé.`;
    throw new WrongFileError(`${sentence} Téléchargez-le de nouveau, ou enregistrez-le depuis un tableur.`, { cause });
  }
}

function matches(format: Format, headers: readonly Header[]): boolean {
  return headers.some(({ kinds, columns }) => kinds.includes(format.kind) && format.recognises(columns));
}

function refusal(
  file: SourceFile,
  dataset: Dataset,
  elsewhere: { other: Dataset; format: Format } | undefined,
  headers: readonly Header[],
): string {
  const expected = dataset.formats.map(({ label }) => label).join(' ; ');
  const columns = [...(headers[0]?.columns ?? [])].slice(0, 8).join(', ');
  const looksLike =
    elsewhere === undefined
      ? `il commence par les colonnes « ${columns.slice(0, 160)} », qu’aucun format connu n’a`
      : `il ressemble à ${elsewhere.format.label} : essayez « npm run import -- ${elsewhere.other.name} … »`;
  return `« ${file.path} » n’est pas un fichier de « ${dataset.name} » : ${looksLike}. Formats attendus : ${expected}.`;
}
