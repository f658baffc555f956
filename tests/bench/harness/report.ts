import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Measure } from './measure.ts';
import type { Row } from './rounds.ts';
import type { BenchSettings } from './settings.ts';
import { isSteady, STEADY } from './warm-up.ts';

const FILE = 'docs/performance.md';

/** Where and when: the first line of each generated part. */
export function circumstances(): string {
  const git = (...args: readonly string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ' with uncommitted changes';
  const processors = cpus();
  const machine = `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 1e9)} GB`;
  const day = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return `Commit \`${git('rev-parse', '--short', 'HEAD')}\`${changed}, ${day} UTC, ${machine}, Node ${process.version}.`;
}

const HUB = { id: 'hub', heading: 'to the hub' };

/** The heading and the table of one operation; the ratios are to the reference's gateway CPU, the hub's unless another is given. */
export function operationTable(name: string, rows: readonly Row[], reference = HUB): string {
  const of = rows.find(({ gateway }) => gateway.id === reference.id)?.outcome;
  const referenceCpu = of !== undefined && 'gatewayCpuMs' in of ? of.gatewayCpuMs : undefined;
  const measured = rows.map(({ gateway, outcome }) =>
    'fault' in outcome
      ? [gateway.title, 'not timed', '', '', '', '', '', '', '']
      : [gateway.title, ...cells(outcome, referenceCpu)],
  );
  const head = [
    'Gateway',
    'requests/s',
    'p50 ms',
    'p99 ms',
    'gateway CPU ms / 1,000',
    reference.heading,
    'subgraph CPU ms / 1,000',
    'fetches',
    'RSS MB',
  ];
  const notes = [...rows.flatMap(notesOf), ...unsteady(rows)];
  return [`### \`${name}\``, '', table([head, ...measured]), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

/** Why one is not timed. */
export function faultNote(title: string, fault: string): string {
  return `- ${title} is not timed: \`${fault.replaceAll('`', "'")}\``;
}

function notesOf({ gateway: { title }, outcome }: Row): readonly string[] {
  if ('fault' in outcome) return [faultNote(title, outcome.fault)];
  return outcome.wrong > 0 ? [`- ${title} gave ${outcome.wrong} wrong answers under load.`] : [];
}

/** Those whose cost was still changing, or the machine with it, when their warm-up was as long as it may be. */
function unsteady(rows: readonly Row[]): readonly string[] {
  const told = rows.flatMap(({ gateway, warmUp }) =>
    warmUp === undefined || isSteady(warmUp.spread) ? [] : [`${gateway.title} (${spread(warmUp.spread)})`],
  );
  return told.length > 0 ? [`- Not steady at the end of their warm-up: ${told.join(', ')}.`] : [];
}

function spread(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(0)} %` : `fewer than ${STEADY.runs} runs`;
}

function cells(measure: Measure, referenceCpu: number | undefined): readonly string[] {
  return [
    Math.round(measure.requestsPerSecond).toLocaleString('en'),
    measure.p50Ms.toFixed(1),
    measure.p99Ms.toFixed(1),
    measure.gatewayCpuMs.toFixed(0),
    referenceCpu === undefined ? '' : `${(measure.gatewayCpuMs / referenceCpu).toFixed(2)} ×`,
    measure.subgraphCpuMs.toFixed(0),
    measure.fetches.toFixed(1),
    measure.rssMegabytes.toFixed(0),
  ];
}

/** A Markdown table, padded as the formatter wants it; numbers to the right. */
export function table(lines: readonly (readonly string[])[]): string {
  const [head = [], ...rest] = lines;
  const widths = head.map((_cell, column) => Math.max(3, ...lines.map((line) => (line[column] ?? '').length)));
  const row = (line: readonly string[]) =>
    `| ${widths.map((width, column) => padded(line[column] ?? '', width, column)).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [row(head), rule, ...rest.map(row)].join('\n');
}

function padded(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

/** How it was measured: the caption of the tables. */
export function conditions({ connections, rounds, seconds, warmUpSeconds, same, pinned }: BenchSettings): string {
  const bodies = same ? 'every connection asks the same body' : 'the variables differ from request to request';
  const place = pinned ? 'the gateway alone on one processor, subgraphs and load on the others' : 'processors shared';
  const run = Math.min(seconds, STEADY.longestRunSeconds);
  return (
    `${connections} connections, medians of ${rounds} interleaved rounds of ${seconds} s; ${bodies}; ${place}. ` +
    'Every contender alike was left alone after its start until it was idle, then warmed up with the operation until its ' +
    `CPU a request differed by less than ${STEADY.spread * 100} % over ${STEADY.runs} runs of ${run} s, or for ${warmUpSeconds} s.`
  );
}

/** Puts a generated part between its marks in docs/performance.md; the text around it is kept. */
export function writePart(part: string, text: string): void {
  const [open, close] = [`<!-- generated: ${part} -->`, `<!-- /generated: ${part} -->`];
  const page = readFileSync(FILE, 'utf8');
  const from = page.indexOf(open);
  const to = page.indexOf(close);
  if (from < 0 || to < from) throw new Error(`${FILE} has no place marked ${open}.`);
  writeFileSync(FILE, `${page.slice(0, from)}${open}\n\n${text}\n\n${page.slice(to)}`);
}
