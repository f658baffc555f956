import type { FormatError } from '../execution/answer-text.ts';
import type { Engine } from '../execution/engine.ts';
import type { Identity } from '../identity/identity.ts';
import type { Credentials } from '../identity/internal-tokens.ts';
import type { AccessRules } from '../limits/access-rules.ts';
import type { Reception } from '../reception.ts';
import type { GatewaySettings } from '../settings.ts';
import { liveRoute } from './live-route.ts';
import { openSubscriptions } from './open-subscriptions.ts';
import { openSubgraphEvents } from './subgraph-events.ts';

interface Opening {
  readonly engine: Engine;
  readonly rules: AccessRules;
  readonly identity: Identity;
  readonly reception: Reception;
  readonly format: FormatError;
  readonly credentials: Credentials;
}

/** Everything that subscriptions need beside the engine. */
export interface Live {
  readonly route: ReturnType<typeof liveRoute>;
  /** Told each subgraph of a supergraph before it is put in service. */
  readonly declare: (subgraph: string, routingUrl: string | undefined) => void;
  /** Ends all subscriptions: their callers begin again, on the schema that is served then. */
  readonly endAll: () => void;
  readonly count: () => number;
}

export function openLive({ credentials, ...parts }: Opening, settings: GatewaySettings): Live {
  const { protection, requestTimeoutMs } = settings;
  const open = openSubscriptions(protection.subscriptions);
  const events = openSubgraphEvents(settings, credentials);
  const maxTokens = protection.limits.tokens;
  return {
    route: liveRoute({ ...parts, open, events, maxTokens, requestTimeoutMs }),
    declare: events.declare,
    endAll: open.endAll,
    count: open.count,
  };
}
