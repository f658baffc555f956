import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to a database that can be cut, as a network would, and put back. */
export interface CutLine {
  /** The database's address by this line. */
  readonly url: string;
  readonly cut: () => void;
  /** Lets nothing through any more, and tells nobody. */
  readonly silence: () => void;
  readonly restore: () => void;
  readonly close: () => Promise<void>;
}

export async function cutLine(databaseUrl: string): Promise<CutLine> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    silence: () => {
      for (const socket of open) socket.unpipe().pause();
    },
    restore: () => {
      isCut = false;
    },
    close: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
