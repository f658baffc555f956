import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openGateway, type World } from '../world.ts';
import { asking, faultsOf, send, type Attack } from './attack.ts';
import { ATTACKED } from './attacked.ts';
import { BODIES, VARIABLES } from './body.attacks.ts';
import { COSTS } from './cost.attacks.ts';
import { FORMS } from './http.attacks.ts';
import { KEYS } from './key.attacks.ts';
import { INTROSPECTION, LARGE_DOCUMENTS, WRONG_DOCUMENTS } from './document.attacks.ts';

let world: World;
beforeAll(async () => {
  world = await openGateway({ protection: ATTACKED });
  await send(world.url, asking('{ __typename }'));
});
afterAll(() => world.close());

const tables: readonly (readonly [string, readonly Attack[]])[] = [
  ['documents that are too large', LARGE_DOCUMENTS],
  ['operations that cost too much', COSTS],
  ['introspection', INTROSPECTION],
  ['documents that are wrong', WRONG_DOCUMENTS],
  ['bodies', BODIES],
  ['variables', VARIABLES],
  ['forms of requests', FORMS],
  ['keys', KEYS],
];

const ENGLISH = /\b(the|must|should|may|cannot|expected|provided|unknown|syntax|invalid|found|not)\b/i;

describe.each(tables)('%s', (_, attacks) => {
  it.each(attacks.map((attack) => [attack.name, attack] as const))('%s', async (_name, attack) => {
    const received = await send(world.url, attack);
    const [fault] = faultsOf(received);
    expect({ status: received.status, code: fault?.extensions.code ?? null }).toEqual({
      status: attack.status,
      code: attack.code,
    });
    expect(fault?.extensions.limit).toBe(attack.limit);
    if (attack.limit !== undefined) {
      const { value, maximum } = fault?.extensions ?? {};
      expect(value).toBeGreaterThan(maximum ?? Infinity);
      expect(fault?.message).toMatch(/^La (requête|demande) .+ ; le maximum est [\d\s]+\. /);
    }
    // What a library said is told in French, without the values of the request.
    for (const { message } of faultsOf(received)) expect(message).not.toMatch(ENGLISH);
    expect(received.text).not.toMatch(/at .*\.[jt]s|node_modules|queryPlan|ftv1|stacktrace/);
  });
});
