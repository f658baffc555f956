import { ConfigurationError } from '../../platform/env.ts';

/** Where a subgraph is asked, taken apart once. */
export interface SubgraphAddress {
  readonly origin: string;
  readonly path: string;
  /** Of a Unix socket. */
  readonly socketPath: string | undefined;
}

/** What an address must be, in the words of a configuration error. */
export const ADDRESS_FORMS =
  'doit être une adresse http://hôte:port/chemin, https://hôte:port/chemin ou unix:/fichier.sock:/chemin';

/** The longest path of a Unix socket that every system accepts, in bytes. */
const MAX_SOCKET_PATH = 103;

/** Takes an address apart: TCP (`http:`, `https:`) or Unix socket (`unix:/run/lgn.sock:/graphql`); `null` when it is neither. */
export function subgraphAddress(text: string): SubgraphAddress | null {
  const socket = /^unix:(\/[^:]+):(\/.*)$/.exec(text);
  if (socket === null) return tcpAddress(text);
  const [, socketPath = '', target = ''] = socket;
  if (Buffer.byteLength(socketPath) > MAX_SOCKET_PATH || !URL.canParse(target, 'http://localhost')) return null;
  const { pathname, search, host } = new URL(target, 'http://localhost');
  return host === 'localhost' ? { origin: 'http://localhost', path: pathname + search, socketPath } : null;
}

function tcpAddress(text: string): SubgraphAddress | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const { origin, pathname, search, username, password } = new URL(text);
  // Credentials of an address would be dropped in silence.
  if (username !== '' || password !== '') return null;
  return { origin, path: pathname + search, socketPath: undefined };
}

/**
 * The address of a subgraph: the settings', else the routing URL of the supergraph.
 *
 * @throws ConfigurationError that names the subgraph and the accepted forms, never the address.
 */
export function addressOf(subgraph: string, text: string | undefined): SubgraphAddress {
  const address = subgraphAddress(text ?? '');
  if (address !== null) return address;
  throw new ConfigurationError(`L’adresse du sous-graphe « ${subgraph} » ${ADDRESS_FORMS}.`);
}
