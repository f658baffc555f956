import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { auditOutcome, auditReport, explainedAdvisories } from './audit-outcome.ts';

/** A registry that is not there is found out in a minute at most. */
const WAITING = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=30000'];

/** npm's own status is not asked: it is the same of a weakness and of a registry that offers no audits. */
const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high', '--json', ...WAITING], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
if (error !== undefined) throw error;
const explained = explainedAdvisories(readFileSync('docs/security.md', 'utf8'));
const { passes, text } = auditReport(auditOutcome(stdout, explained));
process.stdout.write(`${text}\n`);
if (!passes) process.exitCode = 1;
