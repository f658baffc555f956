import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { rawClient } from '../door/wire.ts';
import { asking, faultsOf, send, type Attack } from './attack.ts';
import { startAttacked, type AttackedProcess } from './attacked-process.ts';
import { VARIABLES } from './body.attacks.ts';
import { COSTS } from './cost.attacks.ts';
import { INTROSPECTION, LARGE_DOCUMENTS, WRONG_DOCUMENTS } from './document.attacks.ts';

const isRefused = ({ code }: Attack): boolean => code !== null;

/** Every attack by a document or by its variables. What is wrong with HTTP costs nothing beyond its bytes. */
const ATTACKS: readonly Attack[] = [
  ...LARGE_DOCUMENTS,
  ...INTROSPECTION,
  ...WRONG_DOCUMENTS,
  ...VARIABLES,
  // What is answered of them asks a subgraph that is given little time.
  ...COSTS.filter(isRefused),
];

/** Whose validation compares each field with each other: seconds, where nothing bounds it. */
const PAIRS: Attack = {
  name: 'as many fields as a body holds',
  ...asking(`{ communes { ${'name '.repeat(40_000)} } }`),
  status: 400,
  code: 'OPERATION_TOO_LARGE',
};

const GOOD = asking('{ communes { name population } }');
const ANSWER =
  '{"data":{"communes":[{"name":"Agen","population":32602},{"name":"Villeneuve-sur-Lot","population":21710}]}}';

/** The same attack in a text that was not refused before: refusals are remembered. */
function afresh({ body, ...attack }: Attack, at: number): Attack {
  return typeof body === 'string' ? { ...attack, body: body.replace(/"query":"/, `"query":"#${at}\\n`) } : attack;
}

let gateway: AttackedProcess;
beforeAll(async () => {
  gateway = await startAttacked();
  await send(gateway.url, GOOD);
}, 180_000);
afterAll(() => gateway.stop());

/** What is wrong with the answer to an attack; `null` when it is exactly as its table says. */
async function unexpected({ name, status, code, ...attack }: Attack): Promise<string | null> {
  const received = await send(gateway.url, attack);
  const got = faultsOf(received)[0]?.extensions.code ?? null;
  return received.status === status && got === code ? null : `${name}: ${received.status} ${got ?? 'answered'}`;
}

const ATTACKERS = 8;
const DRIBBLERS = 40;
const ROUNDS = 2;
/** Measured: 22 MB more; without the limits of tokens and fields, 256 MB more. */
const MORE_RSS_BYTES = 120e6;

/** Holds a connection whose request comes byte by byte. */
async function dribble(isOver: () => boolean): Promise<void> {
  const { socket, write } = rawClient(gateway.url);
  write('POST /graphql HTTP/1.1\r\nhost: hub\r\n');
  while (!isOver() && socket.writable) {
    write('x');
    await delay(100);
  }
  socket.destroy();
}

/** Asks one good question after the other; what was wrong, and how many were answered. */
async function goodClient(isOver: () => boolean): Promise<{ wrong: readonly string[]; answers: number }> {
  const wrong: string[] = [];
  let answers = 0;
  while (!isOver()) {
    const { status, text } = await send(gateway.url, GOOD);
    answers += 1;
    if (status !== 200 || text.trimEnd() !== ANSWER) wrong.push(`${status} ${text}`);
    await delay(5);
  }
  return { wrong, answers };
}

/** Sends every attack so many times, from another one on. */
async function attacker(number: number): Promise<readonly string[]> {
  const all = [...ATTACKS, PAIRS];
  const faults: (string | null)[] = [];
  for (let turn = 0; turn < all.length * ROUNDS; turn += ATTACKERS) {
    const one = all[(turn + number) % all.length];
    if (one !== undefined) faults.push(await unexpected(afresh(one, turn + number)));
    await delay(5);
  }
  return faults.flatMap((fault) => fault ?? []);
}

it('a good client is served while every attack runs, and nothing that is refused is planned or executed', async () => {
  let isOver = false;
  const over = () => isOver;
  const before = { ...(await gateway.health()), ...(await gateway.work()) };
  const dribblers = Array.from({ length: DRIBBLERS }, () => dribble(over));
  const good = goodClient(over);
  const faults = await Promise.all(Array.from({ length: ATTACKERS }, (_, number) => attacker(number)));
  isOver = true;
  const served = await good;
  await Promise.all(dribblers);
  const after = { ...(await gateway.health()), ...(await gateway.work()) };
  expect({ faults: faults.flat(), wrong: served.wrong }).toEqual({ faults: [], wrong: [] });
  // Each attacker waits for its answers as the good client does: its turn comes as often as theirs.
  expect(served.answers).toBeGreaterThan((ATTACKS.length * ROUNDS) / ATTACKERS / 4);
  const rightly = ATTACKS.filter((attack) => !isRefused(attack)).length * ROUNDS;
  expect(after.plannings - before.plannings).toBeLessThanOrEqual(rightly);
  expect(after.executions - before.executions).toBe(served.answers + rightly);
  expect(after.rssBytes - before.rssBytes).toBeLessThan(MORE_RSS_BYTES);
}, 180_000);

/**
 * In good requests: what an attack may cost of the processor, which does not depend on how fast or how busy the machine
 * is. Measured: 2 at most; as many fields as a body holds, without the limit of tokens, 16.
 */
const MOST_GOOD_REQUESTS = 10;
const GOOD_REQUESTS = 100;
const TRIES = 3;

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const { cpuMs } = await gateway.health();
  await work();
  return (await gateway.health()).cpuMs - cpuMs;
}

it('no attack that is refused costs the processor much more than a good request', async () => {
  const good = await cpuOf(async () => {
    for (let at = 0; at < GOOD_REQUESTS; at += 1) await send(gateway.url, GOOD);
  });
  const costs: [number, string][] = [];
  for (const [at, attack] of [...ATTACKS.filter(isRefused), PAIRS].entries()) {
    const tries: number[] = [];
    for (let time = 0; time < TRIES; time += 1)
      tries.push(await cpuOf(() => unexpected(afresh(attack, 10_000 * (time + 1) + at))));
    // The least of them: the others may have paid for memory to be tidied.
    costs.push([Math.min(...tries) / (good / GOOD_REQUESTS), attack.name]);
  }
  expect(costs.filter(([cost]) => cost > MOST_GOOD_REQUESTS)).toEqual([]);
}, 180_000);
