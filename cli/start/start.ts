import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDataFolder } from '../prepare/data-folder.ts';
import { gatewayDatabaseSource, type Databases } from '../prepare/databases.ts';
import type { Fill, Filled } from '../prepare/fill.ts';
import { developmentKeysFile } from '../development-token.ts';
import { prepareDatabases } from '../prepare/prepare.ts';
import { secretsOf } from '../prepare/secrets.ts';
import { takeLock, type Lock } from './lock.ts';
import { checkPorts } from './ports.ts';
import { gatewayProgram, hubPorts, subgraphPrograms, type Installation, type Ports } from './programs.ts';
import { StartError } from './start-error.ts';
import { supervise, type Supervised, type Supervision } from './supervised.ts';
import { welcomeText } from './welcome.ts';

export interface StartOptions {
  readonly dataFolder: string;
}

const ROOT = resolve(import.meta.dirname, '..', '..');

const SUPERVISION: Supervision = {
  say: (sentence) => {
    process.stdout.write(`${sentence}\n`);
  },
  backOffMs: [500, 1000, 2000, 5000, 10_000, 30_000],
  steadyMs: 60_000,
  stopMs: 10_000,
  execArgv: ['--import', 'ts-blank-space/register'],
};

/**
 * The all-in-one start (issue 2, §1): checks before it touches anything, prepares what is missing, runs the three
 * subgraphs and the gateway, tells what to do with them, and stops everything in order at Ctrl-C.
 *
 * @throws StartError when a port is busy, the data folder unusable or already in use, or a process does not start.
 */
export async function startHub({ dataFolder }: StartOptions): Promise<void> {
  const startedAt = performance.now();
  const ports = hubPorts(process.env);
  openDataFolder(dataFolder);
  const hub = new Hub(takeLock(dataFolder));
  hub.stopOnSignals();
  try {
    await checkPorts(Object.values(ports));
    const installation = installationOf(dataFolder, ports);
    const { counts, demonstration } = await hub.run(installation, dataFolder);
    const { developmentKeysFile, logFolder } = installation;
    const startedInMs = performance.now() - startedAt;
    const hasTokens = developmentKeysFile !== undefined;
    SUPERVISION.say(welcomeText({ ports, counts, demonstration, hasTokens, logFolder, startedInMs }));
  } catch (error) {
    if (hub.isStopping) return;
    await hub.stop();
    throw error;
  }
}

function installationOf(dataFolder: string, ports: Ports): Installation {
  const logFolder = join(dataFolder, 'logs');
  mkdirSync(logFolder, { recursive: true });
  const isProduction = process.env['NODE_ENV'] === 'production';
  const { proofSecrets } = secretsOf(dataFolder);
  return {
    root: ROOT,
    logFolder,
    ports,
    signingKeysFile: join(dataFolder, 'gateway-signing-keys.json'),
    proofSecrets,
    gatewayDatabase: gatewayDatabaseSource(dataFolder),
    developmentKeysFile: isProduction ? undefined : developmentKeysFile(dataFolder),
  };
}

/** Loaded when the subgraphs are already starting: it is half a second of modules. */
async function fill(options: Fill): Promise<Filled> {
  const { fillDatabases } = await import('../prepare/fill.ts');
  return fillDatabases(options);
}

/** `null` once it is there, or why it is not: a promise that may fail before anything waits for it. */
function settled(ready: Promise<unknown>): Promise<string | null> {
  return ready.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

class Hub {
  isStopping = false;
  private preparing: Promise<Databases> | undefined;
  private filling: Promise<Filled> | undefined;
  private subgraphs: Supervised[] = [];
  private gateway: Supervised | undefined;
  private readonly lock: Lock;

  constructor(lock: Lock) {
    this.lock = lock;
  }

  /** Nothing waits for what it does not need: the gateway for the databases, the subgraphs for the demonstration. */
  async run(installation: Installation, dataFolder: string): Promise<Filled> {
    const progress = SUPERVISION.say;
    this.preparing = prepareDatabases({ dataFolder, progress });
    this.gateway = supervise(gatewayProgram(installation), SUPERVISION);
    const gatewayReady = settled(this.gateway.ready);
    const { urls } = await this.preparing;
    if (this.isStopping) throw new StartError('Arrêté avant la fin du démarrage.');
    progress('Démarrage des sous-graphes et de la passerelle');
    this.subgraphs = subgraphPrograms(installation, urls).map((program) => supervise(program, SUPERVISION));
    const starts = [...this.subgraphs.map(({ ready }) => settled(ready)), gatewayReady];
    // In production what is served is what was imported.
    const withDemonstration = installation.developmentKeysFile !== undefined;
    this.filling = fill({ urls, folder: join(dataFolder, 'demonstration'), progress, withDemonstration });
    const filled = await this.filling;
    const fault = (await Promise.all(starts)).find((start) => start !== null);
    if (fault) throw new StartError(fault);
    return filled;
  }

  /** First the door, then the subgraphs, then their databases. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.gateway?.stop();
    await Promise.all(this.subgraphs.map((subgraph) => subgraph.stop()));
    // Interrupted while it prepares: what it is starting or writing is waited for, so that nothing is left running.
    const databases = await this.preparing?.catch(() => undefined);
    await this.filling?.catch(() => undefined);
    await databases?.stop();
    this.lock.release();
  }

  /** Ctrl-C stops cleanly and exits 0; a second one does not wait. */
  stopOnSignals(): void {
    const onSignal = () => {
      if (this.isStopping) {
        for (const child of [...this.subgraphs, this.gateway]) child?.kill();
        process.exit(1);
      }
      SUPERVISION.say('\nArrêt en cours (Ctrl-C de nouveau pour forcer)…');
      this.stop().then(
        () => {
          SUPERVISION.say('Tout est arrêté.');
          process.exit(0);
        },
        () => process.exit(1),
      );
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  }
}
