import { connect, type Socket } from 'node:net';
import { keepErrors } from '../../support/leaks/kept.ts';
import { noteBody } from '../../support/leaks/secrets.ts';

/** A client that writes bytes as it likes, and reads answers one after the other. */
export interface RawClient {
  readonly socket: Socket;
  readonly write: (...pieces: (string | Buffer)[]) => void;
  /** The next whole answer; rejects when the connection ends before. */
  readonly answer: () => Promise<string>;
  readonly ended: () => Promise<void>;
}

export function rawClient(url: string): RawClient {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let text = '';
  let isClosed = false;
  let wake: () => void = () => undefined;
  socket.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1');
    wake();
  });
  // A reset is one of the ways in which the hub refuses.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    isClosed = true;
    wake();
  });
  const changed = () => new Promise<void>((resolve) => (wake = resolve));
  return {
    socket,
    write: (...pieces) => {
      for (const piece of pieces) socket.write(piece);
    },
    answer: async () => {
      for (;;) {
        const head = text.indexOf('\r\n\r\n') + 4;
        const length = Number(/^content-length: (\d+)\r$/im.exec(text.slice(0, head))?.[1] ?? Number.NaN);
        if (head > 3 && text.length >= head + length) {
          const answer = text.slice(0, head + length);
          text = text.slice(head + length);
          const told = Buffer.from(answer, 'latin1').toString('utf8');
          keepErrors(told.slice(told.indexOf('\r\n\r\n') + 4));
          return told;
        }
        if (isClosed) throw new Error(`The connection ended after: ${text}`);
        await changed();
      }
    },
    ended: async () => {
      while (!isClosed) await changed();
    },
  };
}

/** A request as most clients write it. */
export function request(body: string, { headers = '', target = '/graphql', method = 'POST' } = {}): string {
  const length = Buffer.byteLength(body);
  noteBody(body, Object.fromEntries(headers.split('\r\n').map((line) => line.split(/: (.*)/s).slice(0, 2))));
  return `${method} ${target} HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\n${headers}content-length: ${length}\r\n\r\n${body}`;
}

/** An answer without what differs from one to the next, and what of its connection is not the answer's. */
export function comparable(answer: string): string {
  return answer
    .replace(/^x-request-id: .*$/im, 'x-request-id: …')
    .replace(/^date: .*$/im, 'Date: …')
    .replace(/^(ratelimit-remaining|ratelimit-reset): \d+$/gim, '$1: …')
    .replace(/;r=\d+;t=\d+$/m, ';r=…;t=…');
}
