import { Client, type Dispatcher } from 'undici';

/** A closed loop: each connection sends its next request when the answer to the one before is whole. */
export interface LoadJob {
  readonly url: string;
  readonly bodies: readonly string[];
  /** Sent with each request, beside its content type. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The length of the right answer to each body, once compared. */
  readonly lengths: readonly number[];
  readonly connections: number;
  readonly limit: { readonly seconds: number } | { readonly requests: number };
}

export interface LoadResult {
  readonly requests: number;
  /** Answers of another status or length than the compared one, and broken connections. */
  readonly wrong: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** A connection that broke is not used in the turn in which its client learns of it, nor a gateway that is gone asked in a spin. */
const BROKEN_MS = 10;

class Loop {
  readonly #job: LoadJob;
  readonly #path: string;
  readonly #headers: string[];
  readonly #latencies: number[] = [];
  readonly #deadline: number;
  readonly #maximum: number;
  #sent = 0;
  #wrong = 0;

  constructor(job: LoadJob) {
    this.#job = job;
    this.#path = new URL(job.url).pathname;
    this.#headers = ['content-type', 'application/json', ...Object.entries(job.headers ?? {}).flat()];
    this.#deadline = 'seconds' in job.limit ? performance.now() + job.limit.seconds * 1000 : Number.POSITIVE_INFINITY;
    this.#maximum = 'requests' in job.limit ? job.limit.requests : Number.POSITIVE_INFINITY;
  }

  async run(): Promise<LoadResult> {
    const started = performance.now();
    const clients = Array.from({ length: this.#job.connections }, () => new Client(new URL(this.#job.url).origin));
    await Promise.all(clients.map((client) => new Promise<void>((resolve) => this.#next(client, resolve))));
    const seconds = (performance.now() - started) / 1000;
    await Promise.all(clients.map((client) => client.destroy()));
    const sorted = Float64Array.from(this.#latencies).sort();
    const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
    return { requests: sorted.length, wrong: this.#wrong, seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
  }

  #next(client: Client, done: () => void): void {
    const started = performance.now();
    if (started >= this.#deadline || this.#sent >= this.#maximum) {
      done();
      return;
    }
    const index = this.#sent % this.#job.bodies.length;
    this.#sent += 1;
    const told = (right: boolean) => {
      this.#latencies.push(performance.now() - started);
      if (!right) this.#wrong += 1;
    };
    const next = () => {
      this.#next(client, done);
    };
    const finished = (right: boolean) => {
      told(right);
      next();
    };
    const broken = () => {
      told(false);
      setTimeout(next, BROKEN_MS);
    };
    client.dispatch(
      {
        path: this.#path,
        method: 'POST',
        headers: this.#headers,
        body: this.#job.bodies[index] ?? '',
      },
      counted(this.#job.lengths[index] ?? 0, { finished, broken }),
    );
  }
}

/** Counts an answer's bytes without keeping them: the least that a client can cost. */
function counted(
  expected: number,
  { finished, broken }: { finished: (right: boolean) => void; broken: () => void },
): Dispatcher.DispatchHandler {
  let status = 0;
  let length = 0;
  return {
    onRequestStart: () => undefined,
    onResponseStart: (_controller, statusCode) => {
      status = statusCode;
    },
    onResponseData: (_controller, chunk) => {
      length += chunk.length;
    },
    onResponseEnd: () => {
      finished(status === 200 && length === expected);
    },
    onResponseError: broken,
  };
}

process.on('message', (job) => {
  void new Loop(job as LoadJob).run().then((result) => process.send?.({ result }));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
