import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, impostor, openGateway, type Running, type World } from '../world.ts';
import { TOKEN } from '../../support/identity.ts';

let world: World;
let lgn: Running;
/** Questions that LGN has received. */
let asked = 0;

beforeAll(async () => {
  lgn = await impostor((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString()));
    request.on('end', () => {
      asked += 1;
      const field = body.includes('openDiagnostic') ? 'openDiagnostic' : 'premises';
      const alias = new RegExp(`(\\w+): ?${field}`).exec(body)?.[1] ?? field;
      const answer = JSON.stringify({ data: { [alias]: `answer ${asked}` } });
      setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(answer), 60);
    });
  });
  // Questions that differ are counted as they are sent, one by one.
  world = await openGateway({ lgnUrl: lgn.url, maxBatchedFetches: 1 });
});
afterAll(async () => {
  await world.close();
  await lgn.close();
});

const PREMISES = 'query P($id: ID!) { premises(id: $id) }';

async function together(requests: readonly Parameters<typeof ask>[2][], query = PREMISES) {
  await ask(world, query, requests[0]);
  asked = 0;
  const answers = await Promise.all(requests.map((request) => ask(world, query, request)));
  return {
    asked,
    texts: answers.map(({ text }) => text),
    ids: answers.map(({ headers }) => headers.get('x-request-id')),
  };
}

describe('identical queries that are under way together', () => {
  const same = { variables: { id: '1' } };

  it('are one question to the organisation, and each has its own request id', async () => {
    const { asked: questions, texts, ids } = await together([same, same, same, same]);
    expect(questions).toBe(1);
    expect(new Set(texts).size).toBe(1);
    expect(new Set(ids).size).toBe(4);
  });

  it.each([
    ['other variables', [same, { variables: { id: '2' } }]],
    ['another caller', [same, { ...same, headers: { authorization: `Bearer ${TOKEN}` } }]],
  ])('are not the same with %s', async (_what, requests) => {
    expect((await together(requests)).asked).toBe(2);
  });

  it('are each a change when they are mutations', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const change = { ...same, headers };
    const { asked: questions } = await together([change, change], 'mutation M($id: ID!) { openDiagnostic(id: $id) }');
    expect(questions).toBe(2);
  });

  it('go on for the others when one client goes away', async () => {
    await ask(world, PREMISES, same);
    asked = 0;
    const leaving = new AbortController();
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, signal: leaving.signal };
    const left = fetch(`${world.url}/graphql`, { ...init, body: JSON.stringify({ query: PREMISES, ...same }) });
    const stays = ask(world, PREMISES, same);
    setTimeout(() => leaving.abort(), 20);
    await expect(left).rejects.toThrow(/abort/i);
    expect((await stays).data).toEqual({ premises: 'answer 1' });
    expect(asked).toBe(1);
    expect(world.logLines.join('')).not.toContain('unexpected-error');
  });
});
