import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A guide in Markdown, which people open from the landing page. */
export interface Guide {
  /** A plain file name: letters, digits and hyphens. */
  readonly file: string;
  /** Its first heading. */
  readonly title: string;
  readonly text: string;
}

/** The guides of a folder, by file name; none when there is no such folder. */
export async function guidesIn(folder: string): Promise<readonly Guide[]> {
  const files = await readdir(folder).catch(() => []);
  const named = files.filter((file) => /^[\w-]+\.md$/.test(file)).sort();
  return Promise.all(named.map((file) => readGuide(folder, file)));
}

async function readGuide(folder: string, file: string): Promise<Guide> {
  const text = await readFile(path.join(folder, file), 'utf8');
  return { file, title: /^# +(.+)$/m.exec(text)?.[1] ?? file, text };
}
