import { connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { SubgraphAddress } from './address.ts';
import type { OpenSocket } from './connection.ts';

const READ_BYTES = 65_536;

/** How sockets to an address are opened: TCP, TLS or Unix. Each reads into one buffer of its own, again and again. */
export function socketsTo({ origin, socketPath }: SubgraphAddress): OpenSocket {
  const { protocol, hostname, port } = new URL(origin);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const isSecure = protocol === 'https:';
  const tcp = { host, port: Number(port === '' ? (isSecure ? 443 : 80) : port) };
  const secure = { ...tcp, ALPNProtocols: ['http/1.1'], ...(isIP(host) === 0 ? { servername: host } : {}) };
  return ({ read, whenOpen }) => {
    const callback = (length: number, bytes: Uint8Array) => {
      read((bytes as Buffer).subarray(0, length));
      return true;
    };
    const onread = { buffer: Buffer.allocUnsafeSlow(READ_BYTES), callback };
    const where = socketPath === undefined ? tcp : { path: socketPath };
    const given = { ...secure, onread };
    const socket = isSecure ? connectTls(given) : connectTcp({ ...where, onread });
    socket.setNoDelay(true);
    socket.once(isSecure ? 'secureConnect' : 'connect', whenOpen);
    return socket;
  };
}
