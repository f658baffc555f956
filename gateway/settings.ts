import type { Logger } from '../platform/log.ts';
import type { IdentitySettings } from './identity/identity.ts';
import type { KeySettings } from './keys/api-keys.ts';
import type { CachingSettings } from './caching/entity-cache.ts';
import type { DocumentsPolicy } from './open-documents.ts';
import type { ProtectionSettings } from './protection.ts';
import type { LoginSettings } from './portal/login/login-settings.ts';
import type { BreakerSettings } from './transport/breaker.ts';

/** How one subgraph is reached. */
export interface SubgraphSettings {
  /** Overrides the routing URL of the supergraph, which is only a default. */
  readonly url: string | null;
  readonly timeoutMs: number;
}

/** Everything a gateway needs to know; `server.ts` reads it from the environment, tests write it. */
export interface GatewaySettings {
  readonly supergraphFile: string;
  /** How often the supergraph file is looked at. */
  readonly watchIntervalMs: number;
  readonly subgraphs: Readonly<Record<string, SubgraphSettings>>;
  readonly defaultTimeoutMs: number;
  /** Given to a whole request, however many subgraphs it asks. */
  readonly requestTimeoutMs: number;
  /** The longest that one operation may be planned, 2 s when it is absent. */
  readonly planningDeadlineMs?: number;
  readonly circuitBreaker: BreakerSettings;
  readonly maxResponseBytes: number;
  readonly maxRequestBytes: number;
  readonly protection: ProtectionSettings;
  /** Made-up operations prepared in the background once a supergraph is in service; none when it is absent. */
  readonly warmUpOperations?: number;
  /** The gateway's key pairs: a JWKS with private keys, or the file that holds it, created when it is not there. */
  readonly signingKeys: string;
  /** The secret shared with each subgraph; one without gets a signature with each request. */
  readonly proofSecrets: Readonly<Record<string, string | undefined>>;
  /** Whether an operation that its caller may not have whole is refused; else what is forbidden is null, the rest served. */
  readonly rejectsUnauthorised?: boolean;
  /** How people are recognised. */
  readonly identity: IdentitySettings;
  /** How partners' front-ends are recognised; no key is accepted when it is absent. */
  readonly keys?: KeySettings;
  /** How people log in from the hub's pages; they cannot when it is absent. */
  readonly login?: LoginSettings;
  /** The private keys of the local issuer, or their file: its roles can be tried from the pages. Never in production. */
  readonly developmentKeys?: string;
  /** Where `/metrics` is served; nowhere when it is absent. */
  readonly metrics?: { readonly host: string; readonly port: number };
  /** How many alike requests, at most, are served as one, and of how many root fields are asked as one; 1 does neither. */
  readonly maxTogether: number;
  /** What is kept of the answers of subgraphs; nothing when it is absent. */
  readonly caching?: CachingSettings;
  /** Which documents callers may ask; any, and none is trusted, when it is absent. */
  readonly documents?: DocumentsPolicy;
  readonly operationsFolder: string;
  readonly guidesFolder: string;
  readonly logger: Logger;
}
