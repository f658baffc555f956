import { Socket, type OnReadOpts, type SocketConstructorOpts } from 'node:net';

/** Given what was received: so many bytes at the beginning of a buffer, which is lent during the call only. */
export type Read = (lent: Buffer, length: number) => void;

/** `handle` is not documented: it is how Node's own `Server` gives its sockets their connection. */
interface Opened extends SocketConstructorOpts {
  readonly handle: unknown;
  readonly onread: OnReadOpts;
}

/**
 * An accepted connection that reads into one buffer again and again, as `onread` has a socket do that connects. A server has
 * no such option: for each read of its sockets 64 KiB are allocated, and what came goes through a stream of buffers (2 µs of
 * the 17 that a bare answer costs). So its connection is moved to a socket that has it; the accepted one stays behind without,
 * by which the server counts its connections.
 */
export function lendingSocket(accepted: Socket, buffer: Buffer, read: Read): Socket {
  const shell = accepted as unknown as { _handle: unknown };
  const onread: OnReadOpts = {
    buffer,
    callback: (length) => {
      read(buffer, length);
      return true;
    },
  };
  const options: Opened = { handle: shell._handle, allowHalfOpen: accepted.allowHalfOpen, onread };
  shell._handle = null;
  const socket = new Socket(options);
  socket.once('close', () => accepted.destroy());
  return socket;
}
