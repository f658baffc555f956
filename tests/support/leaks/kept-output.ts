import type { Readable } from 'node:stream';
import { keep } from './kept.ts';

/** Keeps each line that a process writes, to be scanned with what is logged; an unfinished last one too. */
export function keepOutput(output: Readable): void {
  let unfinished = '';
  output.on('data', (chunk: Buffer | string) => {
    const lines = `${unfinished}${chunk.toString()}`.split('\n');
    unfinished = lines.pop() ?? '';
    for (const line of lines) if (line !== '') keep('logs', line);
  });
  output.once('end', () => {
    if (unfinished !== '') keep('logs', unfinished);
  });
}
