import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';

/** Why a login, or the renewal of a session, did not succeed. */
export type LoginFaultKind =
  /** The provider does not answer, or says that it cannot for now. */
  | 'unavailable'
  /** The person, or the provider, said no. */
  | 'refused'
  /** No login is under way in this browser, or it was begun too long ago. */
  | 'not-started'
  /** The answer is not that of the login under way. */
  | 'mismatch'
  /** The code or the refresh token is no longer good. */
  | 'spent'
  /** The provider's answer is not one that the hub accepts: its settings are wrong. */
  | 'unacceptable'
  /** The provider knows the person, and gives a token that the hub does not accept. */
  | 'foreign-token';

/** @param reason for the log: the name of an error, never a value of the answer. */
export class LoginFault extends Error {
  override readonly name = 'LoginFault';
  readonly kind: LoginFaultKind;
  readonly reason: string;

  constructor(kind: LoginFaultKind, reason: string) {
    super(`${kind}: ${reason}`);
    this.kind = kind;
    this.reason = reason;
  }
}

const REFUSALS = new Set(['access_denied', 'login_required', 'interaction_required', 'consent_required']);
const OUTAGES = new Set(['temporarily_unavailable', 'server_error']);

/** What an exchange with a provider has failed by. A bug of ours is given back as it is. */
export function faultOf(error: unknown): unknown {
  const own = ownFaultIn(error);
  if (own !== undefined) return own;
  if (error instanceof AuthorizationResponseError) return answered(error.error);
  if (error instanceof ResponseBodyError) {
    return error.error === 'invalid_grant' ? new LoginFault('spent', 'invalid_grant') : answered(error.error);
  }
  if (error instanceof ClientError) return new LoginFault('unacceptable', error.code ?? 'unknown');
  return error;
}

/** The library wraps what `fetchFromProvider` throws. */
function ownFaultIn(error: unknown): LoginFault | undefined {
  if (error instanceof LoginFault) return error;
  return error instanceof Error && error.cause !== undefined ? ownFaultIn(error.cause) : undefined;
}

/** The `error` of an answer: whoever wrote the address of the return page may have made it up. */
function answered(error: string): LoginFault {
  if (REFUSALS.has(error)) return new LoginFault('refused', error);
  if (OUTAGES.has(error)) return new LoginFault('unavailable', error);
  return new LoginFault('unacceptable', /^[a-z_]{1,40}$/.test(error) ? error : 'unknown');
}
