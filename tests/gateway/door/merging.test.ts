import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../support/until.ts';
import { ask, impostor, openGateway, type Running, type World } from '../world.ts';
import { TOKEN } from '../../support/identity.ts';

let world: World;
let lgn: Running;
/** Questions that LGN has received. */
let asked = 0;
/** Answers that LGN keeps back while the test says so. */
let isHolding = false;
const held: (() => void)[] = [];

beforeAll(async () => {
  lgn = await impostor((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString()));
    request.on('end', () => {
      asked += 1;
      const field = body.includes('openDiagnostic') ? 'openDiagnostic' : 'premises';
      const alias = new RegExp(`(\\w+): ?${field}`).exec(body)?.[1] ?? field;
      const answer = JSON.stringify({ data: { [alias]: `answer ${asked}` } });
      const give = () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
      if (isHolding) held.push(give);
      else give();
    });
  });
  // Questions that differ are counted as they are sent, one by one.
  world = await openGateway({ lgnUrl: lgn.url, maxTogether: 1, metrics: { host: '127.0.0.1', port: 0 } });
});
afterAll(async () => {
  await world.close();
  await lgn.close();
});

const PREMISES = 'query P($id: ID!) { premises(id: $id) }';

/** Requests that have waited for the same one since the start. */
async function merged(): Promise<number> {
  const text = await (await fetch(world.metricsUrl() ?? '')).text();
  return Number(/^hub_http_requests_merged_total (\d+)$/m.exec(text)?.[1]);
}

function giveAnswers(): void {
  isHolding = false;
  for (const give of held.splice(0)) give();
}

/** Begins requests while LGN holds its answers, until each has been asked of it or has joined one that was. */
async function underWay<T>(requests: readonly (() => Promise<T>)[]): Promise<Promise<T>[]> {
  const before = await merged();
  asked = 0;
  isHolding = true;
  const begun = requests.map((request) => request());
  await until('every request under way', async () => asked + (await merged()) - before === requests.length);
  return begun;
}

async function together(requests: readonly Parameters<typeof ask>[2][], query = PREMISES) {
  await ask(world, query, requests[0]);
  const begun = await underWay(requests.map((request) => () => ask(world, query, request)));
  giveAnswers();
  const answers = await Promise.all(begun);
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
    const leaving = new AbortController();
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, signal: leaving.signal };
    const body = JSON.stringify({ query: PREMISES, ...same });
    const [left, stays] = await underWay([
      () => fetch(`${world.url}/graphql`, { ...init, body }).then((response) => response.text()),
      () => ask(world, PREMISES, same).then(({ text }) => text),
    ]);
    leaving.abort();
    await expect(left).rejects.toThrow(/abort/i);
    giveAnswers();
    expect(JSON.parse((await stays) ?? '')).toEqual({ data: { premises: 'answer 1' } });
    expect(asked).toBe(1);
    expect(world.logLines.join('')).not.toContain('unexpected-error');
  });
});
