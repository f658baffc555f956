import { expect } from '@jest/globals';

/** The value of each sample at that address, by its name and labels. */
export async function measured(metricsUrl: string | null): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(metricsUrl ?? '');
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const samples = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}
