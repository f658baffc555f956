import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

/** Whether V8 keeps the methods of strings in order, in a process of its own that has run the code. */
function areStringsFast(code: string): boolean {
  const flags = ['--allow-natives-syntax', '--import', 'ts-blank-space/register', '--input-type=module', '--eval'];
  const told = spawnSync(process.execPath, [
    ...flags,
    `${code}; console.log(%HasFastProperties(String.prototype)); process.exit(0);`,
  ]);
  return JSON.parse(told.stdout.toString()) as boolean;
}

describe('the methods of strings', () => {
  it('are slowed down by any class that extends String', () => {
    expect(areStringsFast('class Text extends String {}')).toBe(false);
  });

  it('are as fast as ever in the gateway, whatever its libraries declare', () => {
    expect(areStringsFast(`await import('./gateway/app.ts')`)).toBe(true);
  });
});
