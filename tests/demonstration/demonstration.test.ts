import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeDemonstration, type DemonstrationFile } from '../../cli/demonstration/demonstration.ts';
import { DEMONSTRATION_SOURCE } from '../../cli/demonstration/fictitious.ts';

const TODAY = '2026-11-23';
const folders: string[] = [];

async function written(today: string): Promise<readonly DemonstrationFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'demonstration-'));
  folders.push(folder);
  return writeDemonstration({ folder, today });
}

async function bytesOf(publications: readonly DemonstrationFile[]): Promise<Readonly<Record<string, string>>> {
  const paths = publications.flatMap(({ files }) => files);
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [basename(path), await readFile(path, 'utf8')])),
  );
}

let publications: readonly DemonstrationFile[] = [];
let bytes: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  publications = await written(TODAY);
  bytes = await bytesOf(publications);
});

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

describe('the demonstration set', () => {
  it('is the same to the byte for the same day', async () => {
    expect(await bytesOf(await written(TODAY))).toEqual(bytes);
  });

  it('moves its dates with the day, and nothing else of the addresses', async () => {
    const later = await bytesOf(await written('2027-02-01'));
    expect(later['accompagnements.csv']).not.toBe(bytes['accompagnements.csv']);
    expect(later['adresses-47.csv']).toBe(bytes['adresses-47.csv']);
  });

  it('says of every file that it is fictitious', () => {
    for (const { source } of publications) expect(source).toContain(DEMONSTRATION_SOURCE);
  });

  it('dates no file after the day it is made for', () => {
    for (const { asOf } of publications) expect(asOf < TODAY).toBe(true);
  });

  it('gives only telephone numbers of the range kept for fiction', () => {
    const numbers = Object.values(bytes).flatMap((text) => text.match(/(?:\+33|\b0)[1-9](?: ?\d{2}){4}\b/g) ?? []);
    const national = numbers.map((number) => number.replaceAll(' ', '').replace('+33', '0'));
    expect(national.length).toBeGreaterThan(200);
    expect(national.filter((number) => !number.startsWith('053649'))).toEqual([]);
  });

  it('sends nobody to a real mailbox or site', () => {
    const text = Object.values(bytes).join('\n');
    const hosts = text.match(/(?<=@|https?:\/\/)[a-z0-9.-]+\.[a-z]{2,}/gi) ?? [];
    expect(new Set(hosts)).toEqual(new Set(['example.org', 'www.example.org']));
  });

  it('marks the name of every place, offer, desk and procedure', () => {
    for (const name of [
      'lieux-mediation-numerique.csv',
      'offres-sociales.csv',
      'accueils.csv',
      'demarches.csv',
      'accompagnements.csv',
    ]) {
      const [, ...rows] = (bytes[name] ?? '').trim().split('\n');
      expect(rows.filter((row) => !row.includes('(démonstration)'))).toEqual([]);
    }
  });

  it('holds sessions in the eight weeks that follow the day, never before it', () => {
    const sessions = (bytes['accompagnements.csv'] ?? '').match(/\d{4}-\d{2}-\d{2}(?= \d{2}:\d{2}-)/g) ?? [];
    expect(sessions.length).toBeGreaterThan(80);
    expect(sessions.filter((day) => day <= TODAY || day > '2027-01-25')).toEqual([]);
  });
});
