/** A request to a subgraph for several requests of clients does not grow beyond: characters. */
export const MAX_BODY = 262_144;

/** What several requests wait for together may take so long; then each goes on by itself. */
export const PATIENCE_MS = 200;
