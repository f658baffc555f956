import { fork, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/** One process of the hub: a file run by Node, with its own configuration. */
export interface Program {
  readonly name: string;
  readonly file: string;
  /** Of Node, e.g. for its memory. */
  readonly nodeFlags?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logFile: string;
}

export interface Supervision {
  /** Hears French sentences. */
  readonly say: (sentence: string) => void;
  /** Waits before each new try: the last one repeats. */
  readonly backOffMs: readonly number[];
  /** A process that ran this long is taken to have been well: its back-off begins anew. */
  readonly steadyMs: number;
  /** How long a process may take to end before it is killed. */
  readonly stopMs: number;
  readonly execArgv: readonly string[];
}

export interface Supervised {
  readonly name: string;
  readonly pid: () => number | undefined;
  /** Resolves when the process has said that it serves; rejects when it ended before its first success. */
  readonly ready: Promise<void>;
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
}

const TAIL_CHARACTERS = 2000;

/**
 * Runs a program for as long as the hub lives: one that dies is started again, later each time, and this is said.
 * Children have an IPC channel: they end by themselves if this process is killed (platform/lifecycle.ts). They are in
 * a process group of their own, so that a Ctrl-C in the terminal reaches them through `stop`, in order.
 */
export function supervise(program: Program, supervision: Supervision): Supervised {
  const run = new Run(program, supervision);
  run.start();
  return {
    name: program.name,
    pid: () => run.child?.pid,
    ready: run.ready,
    stop: () => run.stop(),
    kill: () => run.child?.kill('SIGKILL'),
  };
}

class Run {
  child: ChildProcess | undefined;
  readonly ready: Promise<void>;
  private readonly program: Program;
  private readonly supervision: Supervision;
  private hasServed = false;
  private stopping = false;
  private failures = 0;
  private retry: NodeJS.Timeout | undefined;
  private settle: { resolve: () => void; reject: (error: Error) => void } = { resolve: () => {}, reject: () => {} };

  constructor(program: Program, supervision: Supervision) {
    this.program = program;
    this.supervision = supervision;
    this.ready = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  start(): void {
    const { file, env, logFile } = this.program;
    const child = fork(file, [], {
      env: { ...process.env, ...env },
      execArgv: [...this.supervision.execArgv, ...(this.program.nodeFlags ?? [])],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    this.child = child;
    const startedAt = performance.now();
    const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
    log.on('error', () => undefined);
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    let tail = '';
    child.stderr?.on('data', (chunk: Buffer) => (tail = (tail + chunk.toString('utf8')).slice(-TAIL_CHARACTERS)));
    child.on('message', (message) => {
      if (isReady(message)) this.served();
    });
    child.once('error', (error) => (tail += error.message));
    child.once('close', (code, signal) => {
      log.end();
      this.ended({ cause: signal ?? `code ${code ?? '?'}`, tail: tail.trim(), lifeMs: performance.now() - startedAt });
    });
  }

  private served(): void {
    if (this.hasServed) this.supervision.say(`« ${this.program.name} » est de nouveau en service.`);
    this.hasServed = true;
    this.settle.resolve();
  }

  private ended({ cause, tail, lifeMs }: { cause: string; tail: string; lifeMs: number }): void {
    const { name, logFile } = this.program;
    this.child = undefined;
    if (this.stopping) return;
    if (!this.hasServed) {
      this.stopping = true;
      this.settle.reject(
        new Error(`« ${name} » n’a pas démarré (${cause}). ${tail === '' ? `Voir ${logFile}.` : tail}`),
      );
      return;
    }
    this.failures = lifeMs >= this.supervision.steadyMs ? 1 : this.failures + 1;
    const { backOffMs } = this.supervision;
    const waitMs = backOffMs[Math.min(this.failures, backOffMs.length) - 1] ?? 1000;
    const seconds = (waitMs / 1000).toLocaleString('fr-FR');
    this.supervision.say(`« ${name} » s’est arrêté (${cause}) : nouvel essai dans ${seconds} s. Journal : ${logFile}`);
    this.retry = setTimeout(() => {
      this.start();
    }, waitMs);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.retry);
    const { child } = this;
    if (child === undefined) return;
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), this.supervision.stopMs);
    await closed;
    clearTimeout(timer);
  }
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'ready';
}
