import { afterEach, describe, expect, it } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { ask, impostor, openGateway, type Running, type World } from './world.ts';

let world: World | undefined;
let server: Running | undefined;

afterEach(async () => {
  await world?.close();
  await server?.close();
  world = server = undefined;
});

const QUESTION = '{ communes { name fibreRate copper } }';
const NAMES_ONLY = [
  { name: 'Agen', fibreRate: null, copper: null },
  { name: 'Villeneuve-sur-Lot', fibreRate: null, copper: null },
];

/** Of an LGN that never answers. */
const HURRIED_MS = 400;

const sends =
  (status: number, type: string, body: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };

describe('when one organisation gives no usable answer', () => {
  it.each<[string, RequestListener, string, RegExp]>([
    ['hangs', () => undefined, 'TIMEOUT', /ne répond pas \(délai de 0,4 s dépassé\)/],
    [
      'starts an answer and never ends it',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":');
      },
      'TIMEOUT',
      /délai de 0,4 s dépassé/,
    ],
    ['hangs up', (request) => request.socket.destroy(), 'UNREACHABLE', /ne répond pas\./],
    ['answers an HTML page', sends(200, 'text/html', '<h1>Maintenance</h1>'), 'UNREADABLE', /réponse illisible/],
    ['answers 500', sends(500, 'application/json', '{"data":{}}'), 'UNREADABLE', /réponse illisible/],
    ['answers malformed JSON', sends(200, 'application/json', '{"data":{"_ent'), 'UNREADABLE', /réponse illisible/],
    ['answers JSON that is not GraphQL', sends(200, 'application/json', '{"ok":true}'), 'UNREADABLE', /illisible/],
    [
      'answers fewer entities than asked',
      sends(200, 'application/json', '{"data":{"_entities":[{"fibreRate":1}]}}'),
      'UNREADABLE',
      /réponse illisible/,
    ],
    [
      'answers too much',
      sends(200, 'application/json', JSON.stringify({ data: { _entities: 'x'.repeat(60_000) } })),
      'TOO_LARGE',
      /trop volumineuse/,
    ],
  ])('an LGN that %s leaves the department’s data, and is named', async (_behaviour, listener, reason, sentence) => {
    server = await impostor(listener);
    world = await openGateway({ lgnUrl: server.url, ...(reason === 'TIMEOUT' && { lgnTimeoutMs: HURRIED_MS }) });
    const answer = await ask(world, QUESTION);
    expect(answer.data).toEqual({ communes: NAMES_ONLY });
    expect(answer.errors.map(({ path }) => path)).toEqual([
      ['communes', 0, 'fibreRate'],
      ['communes', 0, 'copper'],
      ['communes', 1, 'fibreRate'],
      ['communes', 1, 'copper'],
    ]);
    for (const { message, extensions } of answer.errors) {
      expect(message).toMatch(/^Lot-et-Garonne Numérique \(LGN\) ne répond pas/);
      expect(message).toMatch(sentence);
      expect(extensions).toEqual({ code: 'ORGANISATION_UNAVAILABLE', organisation: 'lgn', reason });
    }
    expect(answer.text).not.toMatch(/https?:|127\.0\.0\.1|ECONN|stack|UND_ERR/);
  });

  it('an organisation that is stopped is named at a root field too', async () => {
    world = await openGateway({ lgnUrl: 'http://127.0.0.1:1/graphql' });
    const answer = await ask(world, '{ mine: premises(id: "1") commune(inseeCode: "47001") { name } }');
    expect(answer.data).toEqual({ mine: null, commune: { name: 'Agen' } });
    expect(answer.errors).toEqual([
      expect.objectContaining({ path: ['mine'], message: expect.stringContaining('LGN') }),
    ]);
  });

  it('a change whose answer was lost says that it may have been recorded', async () => {
    server = await impostor((request) => request.socket.destroy());
    world = await openGateway({ lgnUrl: server.url });
    const answer = await ask(world, 'mutation { openDiagnostic(id: "1") }');
    expect(answer.errors[0]?.message).toContain('La demande a pu être enregistrée');
  });

  it('a caller who hangs up ends the question put to the organisation', async () => {
    let closed: () => void = () => undefined;
    const hungUp = new Promise<void>((resolve) => (closed = resolve));
    const controller = new AbortController();
    server = await impostor((request) => {
      request.socket.once('close', closed);
      controller.abort();
    });
    world = await openGateway({ lgnUrl: server.url });
    const body = JSON.stringify({ query: '{ premises(id: "1") }' });
    const headers = { 'content-type': 'application/json' };
    const asked = fetch(`${world.url}/graphql`, { method: 'POST', headers, body, signal: controller.signal });
    await expect(asked).rejects.toThrow(/abort/i);
    await hungUp;
  });

  it('the state of each organisation shows on /ready, and the hub stays ready', async () => {
    world = await openGateway({ lgnUrl: 'http://127.0.0.1:1/graphql' });
    const response = await fetch(`${world.url}/ready`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'degraded',
      organisations: [
        { id: 'department', name: 'Conseil départemental de Lot-et-Garonne', state: 'ready' },
        { id: 'lgn', name: 'Lot-et-Garonne Numérique (LGN)', state: 'unavailable' },
      ],
    });
  });
});

describe('errors that an organisation answers', () => {
  it('an expected fault reaches the caller as it is, a bug is masked', async () => {
    world = await openGateway();
    const answer = await ask(world, '{ refused broken communes { name fibreRate } }');
    expect(answer.data?.['communes']).toEqual([
      { name: 'Agen', fibreRate: 0.97 },
      { name: 'Villeneuve-sur-Lot', fibreRate: 0.5 },
    ]);
    expect(answer.errors).toEqual([
      expect.objectContaining({
        message: 'Le code « 99 » n’est pas un code INSEE.',
        path: ['refused'],
        extensions: { code: 'INVALID_INPUT' },
      }),
      expect.objectContaining({
        message: expect.stringMatching(/^Une erreur imprévue est survenue chez Conseil départemental/),
        path: ['broken'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', organisation: 'department' },
      }),
    ]);
    expect(answer.text).not.toMatch(/secret|postgresql/);
    expect(world.logLines.join('')).not.toMatch(/secret/);
  });
});
