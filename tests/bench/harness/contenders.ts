import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { federationOneSdl, sdlOf } from '../subgraphs/schemas.ts';
import { BENCH_FOLDER, node, type ChildCommand } from './processes.ts';

/** What a gateway is started with. */
export interface Place {
  readonly folder: string;
  readonly port: number;
  readonly supergraphFile: string;
  readonly recordsFile: string;
  readonly urls: Readonly<Record<string, string>>;
  readonly profile: boolean;
}

type Start = Pick<ChildCommand, 'command' | 'args'> & Partial<Pick<ChildCommand, 'env' | 'cwd' | 'ipc'>>;

export interface Contender {
  readonly title: string;
  /** What its callers send beside the content type. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A limit answers from records: it is not a gateway. */
  readonly limit?: true;
  readonly start: (place: Place) => Start;
}

const PEERS = path.join(BENCH_FOLDER, 'peers');
const GRAFBASE = {
  older: path.join(PEERS, 'node_modules/@grafbase/cli-x86_64-unknown-linux-musl/grafbase'),
  newest: path.join(PEERS, 'node_modules/grafbase-newest/grafbase'),
};
const HIVE = path.join(PEERS, 'node_modules/@graphql-hive/gateway/dist/bin.js');

function peer(file: string, ...args: readonly string[]): Start {
  return { command: process.execPath, args: [path.join(PEERS, file), ...args], cwd: PEERS };
}

/** The hub, a variant of it by these variables. */
export function hub({ folder, profile }: Place, env: Readonly<Record<string, string>>): Start {
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
  return {
    ...node('gateways/hub.ts', ['--expose-gc', '--max-semi-space-size=64', ...profiling]),
    env,
    ipc: true,
  };
}

function hive({ supergraphFile, port }: Place, ...more: readonly string[]): Start {
  const where = ['--host', '127.0.0.1', '--port', String(port)];
  return { command: process.execPath, args: [HIVE, 'supergraph', supergraphFile, ...where, ...more], cwd: PEERS };
}

function mercurius({ urls }: Place): Start {
  const services = Object.entries(urls).map(([name, url]) => ({ name, url, schema: federationOneSdl(name) }));
  return { ...peer('mercurius/gateway.js'), env: { SERVICES: JSON.stringify(services) } };
}

/** Its command line composes the subgraphs itself, from their SDL and addresses; older ones want these in a second file. */
function grafbase({ folder, port, urls }: Place, version: 'older' | 'newest'): Start {
  const home = path.join(folder, `grafbase-${version}`);
  mkdirSync(home, { recursive: true });
  const whole: string[] = [];
  const addresses: string[] = [];
  for (const [name, url] of Object.entries(urls)) {
    const schema = path.join(home, `${name}.graphql`);
    writeFileSync(schema, sdlOf(name));
    addresses.push(`[subgraphs.${name}]\nurl = ${JSON.stringify(url)}\n`);
    whole.push(`[subgraphs.${name}]\nschema_path = ${JSON.stringify(schema)}\nurl = ${JSON.stringify(url)}\n`);
  }
  const files = { addresses: path.join(home, 'addresses.toml'), whole: path.join(home, 'whole.toml') };
  writeFileSync(files.addresses, addresses.join('\n'));
  writeFileSync(files.whole, whole.join('\n'));
  const configuration = version === 'older' ? ['-o', files.whole, '-c', files.addresses] : ['-c', files.whole];
  const env = { HOME: home, GRAFBASE_TELEMETRY_DISABLED: '1' };
  const args = ['--home', home, 'dev', ...configuration, '-p', String(port)];
  return { command: GRAFBASE[version], args, cwd: home, env };
}

export const CONTENDERS: Readonly<Record<string, Contender>> = {
  hub: { title: 'Hub', start: (place) => hub(place, {}) },
  'hub-log': { title: 'Hub, one log line a request', start: (place) => hub(place, { LOG_LEVEL: 'info' }) },
  apollo: { title: 'Apollo Gateway, standalone server', start: () => peer('apollo.js') },
  'apollo-fastify': { title: 'Apollo Gateway on Fastify', start: () => peer('apollo.js', '--fastify') },
  hive: { title: 'Hive Gateway', start: (place) => hive(place) },
  'hive-router': { title: 'Hive Gateway, router runtime', start: (place) => hive(place, '--hive-router-runtime') },
  mercurius: { title: 'Mercurius Gateway (Federation 1)', start: mercurius },
  grafbase: { title: 'Grafbase 0.80.4 (Rust)', start: (place) => grafbase(place, 'older') },
  'grafbase-newest': { title: 'Grafbase 0.103.0 (Rust)', start: (place) => grafbase(place, 'newest') },
  proxy: { title: 'limit: bare proxy, same fetches', limit: true, start: () => peer('proxy.js') },
  static: { title: 'limit: static node:http', limit: true, start: () => peer('static.js') },
};
