import type { Logger } from '../../platform/log.ts';
import type { Engine } from '../execution/engine.ts';
import { namesOf } from './manifest.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

interface Preparing {
  /** One after the other, behind what is asked meanwhile; what was being prepared before is given up. */
  readonly start: (engine: Engine, documents: TrustedDocuments) => void;
  readonly stop: () => void;
}

/** More than this many trusted documents are prepared when they are asked. */
const MOST_PREPARED = 500;

/** Prepares trusted documents before they are asked, and logs those that the schema does not allow any more. */
export function prepareDocuments(logger: Logger): Preparing {
  let turn = 0;
  const prepared = async (engine: Engine, { all, textOf }: TrustedDocuments): Promise<void> => {
    const mine = turn;
    for (const each of all.slice(0, MOST_PREPARED)) {
      const { hash, document, operationNames } = each;
      const source = textOf(hash) ?? each.text;
      // Clients name the only operation of a document, or do not.
      for (const operationName of new Set([...operationNames, ...(operationNames.length === 1 ? [null] : [])])) {
        if (turn !== mine) return;
        const asked = { source, operationName: operationName ?? undefined };
        if (await engine.prepareAhead(asked, document)) continue;
        logger.warn({ event: 'document-not-servable', document: hash, operations: namesOf(each) });
        break;
      }
    }
  };
  return {
    start: (engine, documents) => {
      turn += 1;
      prepared(engine, documents).catch((error: unknown) => {
        logger.error({ event: 'unexpected-error', error: error instanceof Error ? error.name : typeof error });
      });
    },
    stop: () => {
      turn += 1;
    },
  };
}
