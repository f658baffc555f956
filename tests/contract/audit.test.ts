import { describe, expect, it } from '@jest/globals';
import { auditOutcome, auditReport, explainedAdvisories } from '../../cli/audit-outcome.ts';

const ADVISORY = 'GHSA-abcd-1234-ef56';

/** What `npm audit --json` says of a weakness of « deep », by which « top » is weak too. */
function weakness(severity: string): string {
  const url = `https://github.com/advisories/${ADVISORY}`;
  const vulnerabilities = {
    top: { name: 'top', severity, via: ['deep'] },
    deep: {
      name: 'deep',
      severity,
      via: [{ source: 1, name: 'deep', title: 'Bad regular expression', url, severity }],
    },
  };
  return JSON.stringify({ auditReportVersion: 2, vulnerabilities });
}

const reportOf = (words: string, page = '') => auditReport(auditOutcome(words, explainedAdvisories(page)));
const fault = (message: string, statusCode?: number) => JSON.stringify({ message, statusCode, error: { summary: '' } });

describe('the audit of what runs', () => {
  it('passes where the registry knows of nothing', () => {
    expect(reportOf('{"auditReportVersion":2,"vulnerabilities":{}}')).toEqual({
      passes: true,
      text: 'npm audit: no severe weakness.',
    });
  });

  it.each(['high', 'critical'])('refuses a %s weakness that is not explained, and names it once', (severity) => {
    expect(reportOf(weakness(severity))).toEqual({
      passes: false,
      text: [
        'npm audit: severe weaknesses that docs/security.md does not explain:',
        `- ${ADVISORY} (deep, ${severity}): Bad regular expression`,
      ].join('\n'),
    });
  });

  it('accepts one that the page explains, and says that there is one', () => {
    const page = `## Dependencies\n\n- \`${ADVISORY}\` (deep): the pattern never meets a client’s text.\n`;
    expect(reportOf(weakness('high'), page)).toEqual({
      passes: true,
      text: 'npm audit: no severe weakness but 1 explained.',
    });
  });

  it.each([
    ['without a reason', `- \`${ADVISORY}\` (deep):   \n`],
    ['of another one', '- `GHSA-abcd-1234-0000` (deep): harmless.\n'],
    ['that merely names it', `We have heard of ${ADVISORY}.\n`],
  ])('takes no explanation %s', (_what, page) => {
    expect(reportOf(weakness('high'), page).passes).toBe(false);
  });

  it('lets a moderate weakness pass', () => {
    expect(reportOf(weakness('moderate')).passes).toBe(true);
  });

  it('refuses a severe package whose cause is not told', () => {
    const words = JSON.stringify({
      auditReportVersion: 2,
      vulnerabilities: { top: { severity: 'high', via: ['gone'] } },
    });
    expect(reportOf(words)).toMatchObject({
      passes: false,
      text: expect.stringContaining('top (top, high): cause not told'),
    });
  });

  it.each([
    ['does not offer audits (404)', fault('404 Not Found - POST /-/npm/v1/security/advisories/bulk', 404)],
    ['does not offer audits (405)', fault('405 Method Not Allowed - POST /-/npm/v1/security/advisories/bulk', 405)],
    ['does not offer audits (501)', fault('501 Not Implemented - POST /-/npm/v1/security/advisories/bulk', 501)],
    ['is not there', fault('request to http://127.0.0.1:9/ failed, reason: connect ECONNREFUSED 127.0.0.1:9')],
    ['has no address', fault('request to http://nosuch.invalid/ failed, reason: getaddrinfo ENOTFOUND nosuch.invalid')],
    ['does not answer', fault('network timeout at: http://127.0.0.1:9/')],
  ])('passes where the registry %s, and claims nothing', (_what, words) => {
    const report = reportOf(words);
    expect(report.passes).toBe(true);
    expect(report.text).toMatch(/^npm audit: NOT RUN, nothing is known: .+$/);
  });

  it.each([
    ['a broken registry', fault('500 Internal Server Error', 500)],
    ['a registry that wants a password', fault('401 Unauthorized', 401)],
    ['a certificate that is not good', fault('request to https://x/ failed, reason: self-signed certificate')],
    ['words that are no JSON', 'npm error'],
    ['a report of another form', '{"auditReportVersion":3,"vulnerabilities":[]}'],
    ['nothing', ''],
  ])('refuses %s: nobody knows', (_what, words) => {
    expect(reportOf(words)).toMatchObject({
      passes: false,
      text: expect.stringContaining('no answer that can be read'),
    });
  });
});
