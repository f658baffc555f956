import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { answer, type Behaviour } from './transport/hostile.ts';

/** How a hostile LGN answers, whether it is asked a root field or `fibreRate copper` of two communes. */
export interface Hostility {
  readonly behaviour: string;
  readonly behave: Behaviour;
  /** Why its fields are null. */
  readonly reason: 'TIMEOUT' | 'UNREACHABLE' | 'UNREADABLE' | 'TOO_LARGE';
  /** How often it is asked one question; a broken connection is tried once more. */
  readonly requests?: number;
}

export const RATES = [
  { fibreRate: 0.97, copper: 'OPEN' },
  { fibreRate: 0.5, copper: 'é' },
];
export const entities = (...given: readonly unknown[]): string => JSON.stringify({ data: { _entities: given } });
const GOOD = entities(...RATES);

const says =
  (...given: Parameters<typeof answer>): Behaviour =>
  (socket) =>
    void socket.write(answer(...given));

const head = (lines: string): string => `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${lines}\r\n\r\n`;

/** One byte now and then: each comes in time, the answer does not. */
function dribble(socket: Socket): void {
  socket.write(head(`content-length: ${Buffer.byteLength(GOOD)}`));
  let at = 0;
  const timer = setInterval(() => socket.write(GOOD.charAt(at++)), 40);
  socket.once('close', () => {
    clearInterval(timer);
  });
}

function tenMegabytes(socket: Socket): void {
  socket.write(head('transfer-encoding: chunked'));
  const chunk = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`;
  let left = 160;
  const more = (): void => {
    while (left-- > 0 && !socket.destroyed) if (!socket.write(chunk)) return void socket.once('drain', more);
  };
  more();
}

const bomb = gzipSync(Buffer.alloc(10_000_000, '{"data":'));

const UNREADABLE: readonly (readonly [string, Behaviour])[] = [
  ['wrong shape: entities that are an object', says('{"data":{"_entities":{"fibreRate":1}}}')],
  ['wrong shape: entities that are texts', says(entities('a', 'b'))],
  ['wrong shape: data that is a list', says('{"data":[1]}')],
  ['wrong shape: a list', says('[{"data":{}}]')],
  ['wrong shape: a text', says('"data"')],
  ['wrong shape: nothing', says('')],
  ['wrong shape: null', says('null')],
  ['errors that are no list', says('{"data":null,"errors":"refused"}')],
  ['errors without a message', says('{"data":null,"errors":[{"path":["_entities"]}]}')],
  ['too few entities', says(entities(RATES[0]))],
  ['too many entities', says(entities(...RATES, RATES[0]))],
  ['another type', says(entities(...RATES.map((rate) => ({ __typename: 'Epci', ...rate }))))],
  ['entities without what was asked', says(entities({}, {}))],
  ['the data of no entity', says('{"data":{}}')],
  ['an empty list of errors, and nothing else', says('{"errors":[]}')],
  ['an empty list of errors, and no data', says('{"errors":[],"data":null}')],
  ['an HTML page', says('<h1>Maintenance</h1>', { type: 'text/html' })],
  ['an HTML page that says it is JSON', says('<h1>Maintenance</h1>')],
  ['500', says(GOOD, { status: '500 Internal Server Error' })],
  ['502 in HTML', says('<h1>Bad gateway</h1>', { status: '502 Bad Gateway', type: 'text/html' })],
  ['a redirection', says(GOOD, { status: '302 Found', more: 'location: http://127.0.0.1:1/\r\n' })],
  ['another content type', says(GOOD, { type: 'text/plain' })],
  ['no content type', (socket) => void socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}`)],
  [
    'a compressed bomb',
    (socket) => socket.write(head(`content-encoding: gzip\r\ncontent-length: ${bomb.length}`)) && socket.write(bomb),
  ],
  ['malformed JSON', says(`${GOOD.slice(0, -1)},}`)],
  ['JSON cut off, as a whole answer', says(GOOD.slice(0, -4))],
  ['JSON followed by something', says(`${GOOD} ${GOOD}`)],
  ['invalid UTF-8', (socket) => invalidUtf8(socket)],
  ['what is not HTTP', (socket) => void socket.write('+OK ready\r\n\r\n')],
];

function invalidUtf8(socket: Socket): void {
  const body = Buffer.from(GOOD.replace('é', '~'), 'latin1');
  body[body.indexOf('~')] = 0xe9;
  socket.write(head(`content-length: ${body.length}`));
  socket.write(body);
}

export const HOSTILITIES: readonly Hostility[] = [
  { behaviour: 'silence', behave: () => undefined, reason: 'TIMEOUT' },
  { behaviour: 'a byte now and then', behave: dribble, reason: 'TIMEOUT' },
  {
    behaviour: 'half an answer, then silence',
    behave: (socket) => socket.write(head(`content-length: ${GOOD.length}`) + GOOD.slice(0, 20)),
    reason: 'TIMEOUT',
  },
  {
    behaviour: 'half an answer, then the end',
    behave: (socket) => socket.end(head(`content-length: ${GOOD.length}`) + GOOD.slice(0, 20)),
    reason: 'UNREACHABLE',
    requests: 2,
  },
  { behaviour: 'a reset', behave: (socket) => socket.resetAndDestroy(), reason: 'UNREACHABLE', requests: 2 },
  { behaviour: '10 MB', behave: tenMegabytes, reason: 'TOO_LARGE' },
  {
    behaviour: '10 MB announced',
    behave: (socket) => socket.write(head('content-length: 10000000') + 'x'.repeat(1000)),
    reason: 'TOO_LARGE',
  },
  ...UNREADABLE.map(([behaviour, behave]): Hostility => ({ behaviour, behave, reason: 'UNREADABLE' })),
];
