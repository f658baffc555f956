import type { Logger } from '../../platform/log.ts';
import { trustedDocuments, type TrustedDocuments } from './trusted-documents.ts';
import { documentsOfFiles, readSources, type Sources } from './trusted-files.ts';

interface Watching {
  readonly intervalMs: number;
  readonly logger: Logger;
  /** Told each new list. */
  readonly changed: (documents: TrustedDocuments) => void;
}

export interface Watched {
  readonly first: TrustedDocuments;
  readonly stop: () => Promise<void>;
}

/**
 * The trusted documents, read again whenever the content of their files changes. What cannot be read is logged, and the
 * former list goes on.
 *
 * @throws ConfigurationError (French) when they cannot be read at first.
 */
export async function watchDocuments(sources: Sources, { intervalMs, logger, changed }: Watching): Promise<Watched> {
  let current = await readSources(sources);
  const first = trustedDocuments(documentsOfFiles(current));
  let isStopped = false;
  let reading = Promise.resolve();
  const look = async () => {
    try {
      const next = await readSources(sources);
      if (isStopped || isSame(current, next)) return;
      current = next;
      const documents = trustedDocuments(documentsOfFiles(next));
      changed(documents);
      logger.info({ event: 'documents-changed', documents: documents.all.length });
    } catch (error) {
      logger.error({ event: 'documents-refused', reason: error instanceof Error ? error.message : 'unknown' });
    }
  };
  const timer = setInterval(() => {
    reading = reading.then(look);
  }, intervalMs);
  timer.unref();
  return {
    first,
    stop: () => {
      isStopped = true;
      clearInterval(timer);
      return reading;
    },
  };
}

function isSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([file, content]) => other.get(file) === content);
}
