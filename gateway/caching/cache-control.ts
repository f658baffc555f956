import type { IncomingHttpHeaders } from 'node:http';

const KEPT = /^max-age=(\d{1,8}), public$/;
const FORBIDDING = new Set(['no-store', 'no-cache', 'private', 'must-understand']);

/**
 * For how many seconds anyone may keep an answer, by its `Cache-Control`: 0 unless it says `public` and `max-age`, and
 * nothing against it. `public` is asked for because the question may have carried a token (RFC 9111, §3.5).
 */
export function publicMaxAge({ 'cache-control': header }: IncomingHttpHeaders): number {
  if (header === undefined || header === 'no-store') return 0;
  const [, plain] = KEPT.exec(header) ?? [];
  if (plain !== undefined) return Number(plain);
  const directives = header.split(',').map((directive) => directive.trim().toLowerCase());
  if (!directives.includes('public') || directives.some((directive) => FORBIDDING.has(directive))) return 0;
  const ages = directives.flatMap((directive) => /^(?:max-age|s-maxage)="?(\d{1,8})"?$/.exec(directive)?.[1] ?? []);
  return ages.length === 0 ? 0 : Math.min(...ages.map(Number));
}

interface Answered {
  readonly errors: readonly unknown[];
  /** Seconds that anyone may keep it, by what took part in it. */
  readonly maxAge: number;
}

/**
 * The `Cache-Control` of the hub's own answer. Only an answer without errors to someone who did not say who they are may
 * be kept: whatever is answered to a known caller may depend on their rights.
 */
export function answerCacheControl({ errors, maxAge }: Answered, { kind }: { readonly kind: string }): string {
  return errors.length === 0 && kind === 'anonymous' && maxAge > 0 ? `max-age=${maxAge}, public` : 'no-store';
}
