import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { prepareHub, type Prepared } from '../prepare/prepare.ts';
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
  execArgv: ['--import', 'tsx'],
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
  const hub = new Hub(lockedFolder(dataFolder));
  hub.stopOnSignals();
  try {
    await checkPorts(Object.values(ports));
    const prepared = await hub.prepare(dataFolder);
    const installation = installationOf(dataFolder, ports, prepared);
    await hub.run(installation);
    const { counts, demonstration } = prepared;
    const { developmentToken, logFolder } = installation;
    const startedInMs = performance.now() - startedAt;
    SUPERVISION.say(welcomeText({ ports, counts, demonstration, developmentToken, logFolder, startedInMs }));
  } catch (error) {
    if (hub.isStopping) return;
    await hub.stop();
    throw error;
  }
}

function lockedFolder(dataFolder: string): Lock {
  try {
    mkdirSync(dataFolder, { recursive: true });
    accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    const state = existsSync(dataFolder) ? 'ne peut pas être lu et écrit' : 'ne peut pas être créé';
    throw new StartError(
      `Le dossier de données « ${dataFolder} » ${state} : vérifiez ses droits, ou choisissez-en un autre (npm start -- --data /chemin).`,
    );
  }
  return takeLock(dataFolder);
}

function installationOf(dataFolder: string, ports: Ports, prepared: Prepared): Installation {
  const logFolder = join(dataFolder, 'logs');
  mkdirSync(logFolder, { recursive: true });
  const isProduction = process.env['NODE_ENV'] === 'production';
  const token = process.env['HUB_DEVELOPMENT_TOKEN'] ?? prepared.developmentToken;
  return {
    root: ROOT,
    logFolder,
    ports,
    databaseUrls: prepared.urls,
    developmentToken: isProduction ? undefined : token,
  };
}

class Hub {
  isStopping = false;
  private preparing: Promise<Prepared> | undefined;
  private subgraphs: Supervised[] = [];
  private gateway: Supervised | undefined;
  private readonly lock: Lock;

  constructor(lock: Lock) {
    this.lock = lock;
  }

  prepare(dataFolder: string): Promise<Prepared> {
    this.preparing = prepareHub({ dataFolder, progress: SUPERVISION.say });
    return this.preparing;
  }

  /** All at once: the gateway serves partial answers until the subgraphs are there, and a later start is sooner done. */
  async run(installation: Installation): Promise<void> {
    if (this.isStopping) return;
    SUPERVISION.say('Démarrage des sous-graphes et de la passerelle');
    this.subgraphs = subgraphPrograms(installation).map((program) => supervise(program, SUPERVISION));
    this.gateway = supervise(gatewayProgram(installation), SUPERVISION);
    try {
      await Promise.all([...this.subgraphs, this.gateway].map(({ ready }) => ready));
    } catch (error) {
      throw new StartError(error instanceof Error ? error.message : String(error));
    }
  }

  /** First the door, then the subgraphs, then their databases. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.gateway?.stop();
    await Promise.all(this.subgraphs.map((subgraph) => subgraph.stop()));
    // Interrupted while it prepares: the databases it is starting are waited for, so that none is left running.
    const prepared = await this.preparing?.catch(() => undefined);
    await prepared?.stop();
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
