import { foldedLetters } from './place-vocabulary.rules.ts';
import { RECORD_COLUMNS, type PlaceContent, type PlaceRecord } from './place.rows.ts';

const COLUMNS = Object.keys(RECORD_COLUMNS) as (keyof PlaceContent)[];

/**
 * The content of a place from the records that describe it: each text from the most recently confirmed record that
 * gives it, each list the union of all. A position is taken whole, from one record.
 */
export function mergedContent(records: readonly PlaceRecord[]): PlaceContent {
  const recent = records.toSorted(mostRecentFirst);
  const content: Record<string, unknown> = {};
  for (const column of COLUMNS) {
    content[column] =
      RECORD_COLUMNS[column] === 'text[]'
        ? [...new Set(recent.flatMap((record) => record[column] as readonly string[]))]
        : (recent.map((record) => record[column]).find((value) => value !== null && value !== '') ?? null);
  }
  const located = recent.find(({ latitude, longitude }) => latitude !== null && longitude !== null);
  const position = { latitude: located?.latitude ?? null, longitude: located?.longitude ?? null };
  const texts = { name: content['name'] ?? '', commune_name: content['commune_name'] ?? '' };
  return { ...content, ...texts, ...position } as PlaceContent;
}

function mostRecentFirst(a: PlaceRecord, b: PlaceRecord): number {
  const [dayA, dayB] = [a.updated_on ?? '', b.updated_on ?? ''];
  if (dayA !== dayB) return dayA > dayB ? -1 : 1;
  return `${a.source} ${a.source_id}` < `${b.source} ${b.source_id}` ? -1 : 1;
}

export interface KnownCommune {
  readonly code: string;
  readonly name: string;
  readonly postcodes: readonly string[];
}

/** A list that a file does not give is `NULL` in the database. */
export function withoutNullLists(record: PlaceRecord): PlaceRecord {
  const lists = Object.entries(RECORD_COLUMNS).filter(([, type]) => type === 'text[]');
  return { ...record, ...Object.fromEntries(lists.map(([name]) => [name, record[name as keyof PlaceContent] ?? []])) };
}

/** A record with its commune recognised, by code, else by postcode and name, and named as it officially is. */
export function withCommune(record: PlaceRecord, communes: readonly KnownCommune[]): PlaceRecord {
  const known = communeOf(record, communes);
  return known === undefined ? record : { ...record, commune_code: known.code, commune_name: known.name };
}

function communeOf(record: PlaceRecord, communes: readonly KnownCommune[]): KnownCommune | undefined {
  if (record.commune_code !== null) return communes.find(({ code }) => code === record.commune_code);
  const candidates = communes.filter(({ postcodes }) => postcodes.includes(record.postcode));
  if (record.commune_name === '') {
    const address = ` ${foldedLetters(record.address)} `;
    const named = candidates.filter(({ name }) => address.endsWith(` ${foldedLetters(name)} `));
    return named.length === 1 ? named[0] : candidates.length === 1 ? candidates[0] : undefined;
  }
  return candidates.find(({ name }) => communeWords(name) === communeWords(record.commune_name));
}

function communeWords(name: string): string {
  return foldedLetters(name)
    .replace(/ cedex( \d+)?$/, '')
    .replace(/^st(e?) /, 'saint$1 ')
    .replaceAll(/ st(e?) /g, ' saint$1 ');
}
