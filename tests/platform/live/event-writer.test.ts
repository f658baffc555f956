import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { EventWriter, type EventWriterOptions } from '../../../platform/live/event-writer.ts';

const LARGE = JSON.stringify({ data: 'x'.repeat(1_000_000) });

let server: Server;
let socket: Socket;
afterEach(() => {
  socket.destroy();
  server.close();
});

/** A stream that is asked by a raw connection, which reads when the test says. */
async function asked(options: EventWriterOptions): Promise<EventWriter> {
  const writer = new Promise<EventWriter>((resolve) => {
    server = createServer((_request, response) => {
      resolve(new EventWriter(response, options));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  return writer;
}

describe('the writer of a stream of events', () => {
  it('cuts off a reader that leaves what was written unread for too long, and waits for nothing more', async () => {
    const writer = await asked({ keepAliveMs: 60_000, slowMs: 300 });
    let written = 0;
    const startedAt = Date.now();
    while (!writer.gone.aborted) {
      await writer.next(LARGE);
      written += 1;
    }
    // What the system takes in for a connection is no matter of ours; past that, nothing piles up.
    expect(written).toBeLessThan(50);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(290);
    await writer.next(LARGE);
    writer.complete();
  });

  it('waits for a reader that is slow within the bound', async () => {
    const writer = await asked({ keepAliveMs: 60_000, slowMs: 120_000 });
    let isWaiting = false;
    const written = (async () => {
      for (let events = 0; events < 20; events += 1) {
        isWaiting = true;
        await writer.next(LARGE);
        isWaiting = false;
      }
      writer.complete();
    })();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(isWaiting).toBe(true);
    let read = 0;
    let end = '';
    socket.on('data', (bytes) => {
      read += bytes.length;
      end = (end + bytes.toString('latin1')).slice(-200);
    });
    socket.resume();
    await written;
    while (!end.includes('event: complete')) await once(socket, 'data');
    expect(read).toBeGreaterThan(20_000_000);
  });

  it('gives signs of life while there is nothing to tell', async () => {
    const writer = await asked({ keepAliveMs: 20, slowMs: 120_000 });
    writer.begin();
    let text = '';
    socket.on('data', (bytes) => (text += bytes.toString('utf8'))).resume();
    while (text.split(':\n\n').length < 4) await once(socket, 'data');
    expect(text).toContain('text/event-stream');
    writer.complete();
  });
});
