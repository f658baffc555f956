import { describe, expect, it } from '@jest/globals';
import { late } from '../../../gateway/execution/late.ts';

describe('what is made while something is waited for', () => {
  it('is made after what the work sends first, once, however many wait', async () => {
    const told: string[] = [];
    const made = late(() => told.push('made'));
    const work = async (): Promise<void> => {
      await Promise.resolve();
      told.push('sent');
    };
    await Promise.all([made.during(work()), made.during(work())]);
    expect(told).toEqual(['sent', 'sent', 'made']);
    await made.during(work());
    expect([made.get(), told]).toEqual([3, ['sent', 'sent', 'made', 'sent']]);
  });

  it('is made at once where the work needs it', async () => {
    const made = late(() => 'made');
    let seen = '';
    await made.during(
      Promise.resolve().then(() => {
        seen = made.get();
      }),
    );
    expect(seen).toBe('made');
  });

  it('and cannot be made is the fault of each who waits for it', async () => {
    const made = late((): string => {
      throw new Error('nothing to make it of');
    });
    await expect(made.during(Promise.resolve())).rejects.toThrow('nothing to make it of');
    await expect(made.during(Promise.reject(new Error('the work’s own')))).rejects.toThrow('the work’s own');
    expect(() => made.get()).toThrow('nothing to make it of');
  });
});
