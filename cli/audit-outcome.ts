import { z } from 'zod';

/** A known weakness, as the registry tells it. */
interface Advisory {
  /** `GHSA-…`; its address when it has no such name. */
  readonly id: string;
  readonly package: string;
  readonly title: string;
  readonly severity: string;
}

export type AuditOutcome =
  /** Nothing severe, but what is explained. */
  | { readonly kind: 'accepted'; readonly explained: readonly Advisory[] }
  | { readonly kind: 'refused'; readonly unexplained: readonly Advisory[] }
  /** Nothing is known: the registry was not reached, or does not answer audits. */
  | { readonly kind: 'not-offered'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

const SEVERE: ReadonlySet<string> = new Set(['high', 'critical']);
/** What registries that do not offer audits answer to the question. */
const NOT_OFFERED: ReadonlySet<number> = new Set([404, 405, 501]);
const NOT_REACHED =
  /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b|network timeout/;

const FAULT = z.object({ message: z.string(), statusCode: z.number().optional() });
const ADVISORY = z.object({ name: z.string(), title: z.string(), url: z.string(), severity: z.string() });
const REPORT = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    // A name is a package that is weak because of another one, which tells the weakness itself.
    z.object({ severity: z.string(), via: z.array(z.union([z.string(), ADVISORY])) }),
  ),
});

/** What the words of `npm audit --json` come to, given the advisories that are explained. */
export function auditOutcome(words: string, explained: ReadonlySet<string>): AuditOutcome {
  const json = jsonOf(words);
  const report = REPORT.safeParse(json);
  if (report.success) return judged(report.data, explained);
  const fault = FAULT.safeParse(json);
  if (!fault.success) return { kind: 'unreadable', reason: `npm audit said: ${words.trim().slice(0, 300)}` };
  const { message: reason, statusCode } = fault.data;
  const isOffered = !(statusCode === undefined ? NOT_REACHED.test(reason) : NOT_OFFERED.has(statusCode));
  return { kind: isOffered ? 'unreadable' : 'not-offered', reason };
}

function judged({ vulnerabilities }: z.infer<typeof REPORT>, explained: ReadonlySet<string>): AuditOutcome {
  const severe = Object.entries(vulnerabilities).filter(([, { severity }]) => SEVERE.has(severity));
  const found = new Map(severe.flatMap(([, { via }]) => via.flatMap(advisoryOf)).map((one) => [one.id, one]));
  // A severe package whose cause the report does not tell is not to be taken for a sound one.
  for (const [name, { via, severity }] of severe) {
    const isTold = via.some((cause) =>
      typeof cause === 'string' ? cause in vulnerabilities : SEVERE.has(cause.severity),
    );
    if (!isTold) found.set(name, { id: name, package: name, title: 'cause not told', severity });
  }
  const all = [...found.values()];
  const unexplained = all.filter(({ id }) => !explained.has(id));
  return unexplained.length > 0 ? { kind: 'refused', unexplained } : { kind: 'accepted', explained: all };
}

function advisoryOf(via: string | z.infer<typeof ADVISORY>): readonly Advisory[] {
  if (typeof via === 'string' || !SEVERE.has(via.severity)) return [];
  const id = /GHSA(-[0-9a-z]{4}){3}/.exec(via.url)?.[0] ?? via.url;
  return [{ id, package: via.name, title: via.title, severity: via.severity }];
}

function jsonOf(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}

const EXPLANATION = /^- `(GHSA(?:-[0-9a-z]{4}){3})` \([^)]+\): (?=.*\S)/gm;

/** The advisories that a page explains, each on a line such as ``- `GHSA-…` (package): why it does no harm here``. */
export function explainedAdvisories(page: string): ReadonlySet<string> {
  return new Set([...page.matchAll(EXPLANATION)].map(([, id = '']) => id));
}

/** What is told of an outcome, and whether it lets a change land. */
export function auditReport(outcome: AuditOutcome): { readonly passes: boolean; readonly text: string } {
  switch (outcome.kind) {
    case 'accepted': {
      const { length } = outcome.explained;
      return { passes: true, text: `npm audit: no severe weakness${length > 0 ? ` but ${length} explained` : ''}.` };
    }
    case 'not-offered':
      return { passes: true, text: `npm audit: NOT RUN, nothing is known: ${outcome.reason}` };
    case 'unreadable':
      return { passes: false, text: `npm audit: no answer that can be read: ${outcome.reason}` };
    case 'refused':
      return { passes: false, text: refusal(outcome.unexplained) };
  }
}

function refusal(unexplained: readonly Advisory[]): string {
  const lines = unexplained.map((one) => `- ${one.id} (${one.package}, ${one.severity}): ${one.title}`);
  return ['npm audit: severe weaknesses that docs/security.md does not explain:', ...lines].join('\n');
}
