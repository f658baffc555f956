import exceljs from 'exceljs';
import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';

type Worksheet = exceljs.stream.xlsx.WorksheetReader;

/** What the library's reader makes of each part of a workbook, which its types do not tell. */
interface PartReader {
  readonly _parseRels: (part: Readable) => Promise<void>;
  readonly _parseWorkbook: (part: Readable) => Promise<void>;
  readonly _parseStyles: (part: Readable) => Promise<void>;
  readonly _parseSharedStrings: (part: Readable) => AsyncIterator<unknown>;
  readonly _parseWorksheet: (part: Readable, number: string) => Iterable<{ readonly value: Worksheet }>;
}

const OPTIONS = { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore' } as const;
const WORKSHEET = /^xl\/worksheets\/sheet(\d+)\.xml$/;

/**
 * The worksheets of a workbook, in the order of their numbers, each to be read by its rows. Parts are found by the archive's
 * directory: reading them as they come, as the library does by itself, loses some where the disk is slow, and does not see
 * that a file was cut.
 */
export async function* worksheetsOf(path: string): AsyncIterable<Worksheet> {
  const archive = await openPromise(path, { autoClose: false });
  try {
    const parts = await partsOf(archive);
    const reader = new exceljs.stream.xlsx.WorkbookReader(path, OPTIONS) as unknown as PartReader;
    await prepare(reader, (name) => opened(archive, parts.get(name)));
    for (const { entry, number } of worksheetsAmong(parts)) {
      const part = await archive.openReadStreamPromise(entry);
      try {
        for (const { value } of reader._parseWorksheet(part, number)) yield value;
      } finally {
        part.destroy();
      }
    }
  } finally {
    archive.close();
  }
}

async function partsOf(archive: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const parts = new Map<string, Entry>();
  for await (const entry of archive.eachEntry()) parts.set(entry.fileName, entry);
  return parts;
}

/** Other parts have no number: they are left out before those that have one are put in its order. */
function worksheetsAmong(parts: ReadonlyMap<string, Entry>): readonly { entry: Entry; number: string }[] {
  const worksheets = [...parts].flatMap(([name, entry]) => {
    const number = WORKSHEET.exec(name)?.[1];
    return number === undefined ? [] : [{ entry, number }];
  });
  return worksheets.toSorted((a, b) => Number(a.number) - Number(b.number));
}

async function opened(archive: ZipFile, entry: Entry | undefined): Promise<Readable | null> {
  return entry === undefined ? null : archive.openReadStreamPromise(entry);
}

/** Reads what worksheets need: their names, the texts that they share, the formats of their dates. */
async function prepare(reader: PartReader, open: (name: string) => Promise<Readable | null>): Promise<void> {
  const relations = await open('xl/_rels/workbook.xml.rels');
  if (relations !== null) await reader._parseRels(relations);
  const workbook = await open('xl/workbook.xml');
  if (workbook === null) throw new Error('It has no xl/workbook.xml.');
  await reader._parseWorkbook(workbook);
  const styles = await open('xl/styles.xml');
  if (styles !== null) await reader._parseStyles(styles);
  const texts = await open('xl/sharedStrings.xml');
  // It keeps them and gives none: asked for the first one, it reads to the end.
  if (texts !== null) await reader._parseSharedStrings(texts).next();
}
