import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { hangs, hostileCase, resets } from './hostile-case.ts';
import { answer, fetchOf, GOOD, goodAnswer, TIMEOUT_MS, told } from './hostile.ts';

const its = hostileCase({ isClockHeld: true });

describe('a question', () => {
  it('is posted as JSON with the caller’s headers, on kept connections', async () => {
    await its.start();
    expect(told(await its.transport.fetch(fetchOf()))).toBe(GOOD);
    const bytes = Buffer.from('{"query":"{ é }"}');
    expect(told(await its.transport.fetch(fetchOf({ body: bytes })))).toBe(GOOD);
    await wait(20);
    await its.transport.fetch(fetchOf());
    expect(its.server.accepted()).toBeLessThanOrEqual(2);
    expect(its.server.requests[0]).toMatch(/^POST \/graphql\?v=1 HTTP\/1\.1\r\n/);
    expect(its.server.requests[0]).toMatch(
      /content-type: application\/json\r\naccept: application\/json\r\nhub-proof: of 20\r\nx-request-id: r1/,
    );
    expect(its.server.requests[1]).toMatch(/\r\n\r\n\{"query":"\{ Ã© \}"\}$/);
  });

  it('is answered through a Unix socket', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hub-transport-'));
    await its.start({ socketPath: path.join(folder, 'lgn.sock') });
    expect(told(await its.transport.fetch(fetchOf()))).toBe(GOOD);
    expect(its.server.requests[0]).toMatch(/^POST \/graphql HTTP\/1\.1\r\nhost: localhost\r\n/);
    await rm(folder, { recursive: true });
  });

  it('is answered by pieces, a character cut between two', async () => {
    await its.start();
    const bytes = Buffer.from(answer('{"data":"é"}'));
    const middle = bytes.indexOf(0xa9);
    its.server.behave((socket) => {
      socket.write(bytes.subarray(0, middle));
      void wait(20).then(() => socket.write(bytes.subarray(middle)));
    });
    expect(told(await its.transport.fetch(fetchOf()))).toBe('{"data":"é"}');
  });

  it('with a fault of form is refused by 400 and its JSON is read', async () => {
    await its.start();
    const type = 'application/graphql-response+json; charset=utf-8';
    its.server.behave((socket) => socket.write(answer('{"errors":[]}', { status: '400 Bad', type })));
    expect(told(await its.transport.fetch(fetchOf()))).toBe('{"errors":[]}');
  });
});

describe('a broken connection', () => {
  it('is hidden by asking a query again, once', async () => {
    await its.start();
    its.server.behave(resets, goodAnswer);
    expect(told(await its.transport.fetch(fetchOf()))).toBe(GOOD);
    its.server.behave(resets);
    expect(told(await its.transport.fetch(fetchOf()))).toBe('UNREACHABLE');
    expect(its.server.requests).toHaveLength(4);
    expect(its.transport.snapshot()['lgn']).toMatchObject({ requests: 2, retries: 2, failures: { UNREACHABLE: 1 } });
  });

  it('that was kept, and is closed as the next question leaves, is not seen', async () => {
    await its.start();
    for (let time = 0; time < 5; time++) {
      // The end of the connection crosses the next question.
      its.server.behave((socket) => socket.write(answer(GOOD), () => socket.end()), goodAnswer);
      expect(told(await its.transport.fetch(fetchOf()))).toBe(GOOD);
      expect(told(await its.transport.fetch(fetchOf()))).toBe(GOOD);
    }
  });

  it('never asks a mutation twice, and says that it may have been recorded', async () => {
    await its.start();
    its.server.behave(resets, goodAnswer);
    const reply = await its.transport.fetch(fetchOf({ operation: 'mutation' }));
    expect(told(reply)).toBe('UNREACHABLE');
    expect(reply).toMatchObject({ error: { message: expect.stringContaining('a pu être enregistrée') } });
    expect(its.server.requests).toHaveLength(1);
  });

  it('is not retried when refused, and a mutation then was not recorded', async () => {
    await its.start();
    await its.server.close();
    const reply = await its.transport.fetch(fetchOf({ operation: 'mutation' }));
    expect(told(reply)).toBe('UNREACHABLE');
    expect(reply).toMatchObject({ error: { message: expect.stringContaining('rien n’a été enregistré') } });
    expect(its.transport.snapshot()['lgn']).toMatchObject({ retries: 0 });
  });

  it('is not retried past the deadline', async () => {
    await its.start();
    its.server.behave(hangs);
    const asked = its.transport.fetch(fetchOf());
    await its.arrived(1);
    its.clock.advance(TIMEOUT_MS - 1000);
    for (const socket of its.server.asked) socket.resetAndDestroy();
    await its.arrived(2);
    its.clock.advance(999);
    expect(await Promise.race([asked, wait(20, 'no answer')])).toBe('no answer');
    its.clock.advance(1);
    expect(told(await asked)).toBe('TIMEOUT');
    expect(its.transport.snapshot()['lgn']).toMatchObject({ retries: 1 });
  });
});
