import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { copperState, type CopperState } from '../../subgraphs/lgn/copper-closure/copper-closure.rules.ts';
import { ADVICE_SENTENCES } from '../../subgraphs/lgn/diagnostic/advice-reasons.rules.ts';
import {
  ADVICE_SERVICE,
  CONNECTION_NEEDS,
  type ConnectionNeed,
} from '../../subgraphs/lgn/diagnostic/advice-settings.rules.ts';
import {
  aidApplies,
  connectionAdvice,
  urgencyOf,
  type AdviceFacts,
} from '../../subgraphs/lgn/diagnostic/advice.rules.ts';
import { declaredSpeeds } from '../../subgraphs/lgn/diagnostic/declared-speeds.rules.ts';
import { verdictSentence } from '../../subgraphs/lgn/diagnostic/verdict.rules.ts';
import { FIBRE_STATUSES, type FibreStatus } from '../../subgraphs/lgn/fibre/fibre.rules.ts';
import { TECHNOLOGIES, type Technology } from '../../subgraphs/lgn/fibre/technology.rules.ts';

const DOCUMENT = readFileSync('docs/regles-de-conseil.md', 'utf8');
const DOCUMENTED = [...DOCUMENT.matchAll(/^\| `([A-Z0-9_]+)` +\|/gm)].map(([, code]) => code);
const TODAY = '2026-11-23';
const scheduled = (commercialClosure: string, technicalClosure: string): CopperState =>
  copperState({ kind: 'SCHEDULED', commercialClosure, technicalClosure, announcedOn: null }, TODAY);

const COPPER: Readonly<Record<string, CopperState>> = {
  UNKNOWN: { kind: 'UNKNOWN' },
  NOT_SCHEDULED_YET: { kind: 'NOT_SCHEDULED_YET' },
  COMMERCIAL_CLOSURE_ANNOUNCED: scheduled('2028-01-31', '2030-01-31'),
  NO_NEW_LINE_SOLD: scheduled('2026-01-31', '2028-01-31'),
  CLOSED: scheduled('2024-01-31', '2025-01-31'),
};

function technologyOf(text: string) {
  const [technology = '', range = ''] = text.trim().split(' ');
  const [from, to] = range.split('-').map(Number);
  const downstreamMbps = range === '?' ? null : { from: from ?? 0, to: to ?? null };
  return { technology: technology as Technology, downstreamMbps };
}

const CASES = (DOCUMENT.split('## Cas')[1]?.split('\n## ')[0] ?? '')
  .split('\n')
  .filter((line) => /^\| [A-Z]/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((text) => text.trim()),
  );

const facts = (changes: Partial<AdviceFacts> = {}): AdviceFacts => ({
  fibre: 'UNKNOWN',
  technologies: [],
  copper: { kind: 'NOT_SCHEDULED_YET' },
  needs: [],
  today: TODAY,
  ...changes,
});

describe('the documented cases', () => {
  it('are there', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(15);
  });

  it.each(CASES)(
    'fibre %s, technologies « %s », copper %s, need %s',
    (fibre, technologies, copper, need, ...expected) => {
      const advice = connectionAdvice(
        facts({
          fibre: fibre as FibreStatus,
          technologies: technologies === '' ? [] : technologies.split(',').map(technologyOf),
          copper: COPPER[copper] ?? { kind: 'UNKNOWN' },
          needs: [need as ConnectionNeed],
        }),
      );
      expect([advice.solutions.map(({ solution }) => solution).join(', '), advice.urgency]).toEqual(expected);
    },
  );

  it.each(Object.keys(ADVICE_SENTENCES))('the document explains the rule %s', (code) => {
    expect(DOCUMENTED).toContain(code);
  });
});

describe('urgency', () => {
  it.each([
    ['184 days before the technical closure', '2026-01-31', '2027-05-26', 'MEDIUM'],
    ['183 days before the technical closure', '2026-01-31', '2027-05-25', 'HIGH'],
    ['184 days before the commercial closure', '2027-05-26', '2029-01-31', 'LOW'],
    ['183 days before the commercial closure', '2027-05-25', '2029-01-31', 'MEDIUM'],
    ['on the day of the technical closure', '2026-01-31', TODAY, 'IMMEDIATE'],
  ])('%s', (_behaviour, commercial, technical, urgency) => {
    expect(urgencyOf(scheduled(commercial, technical))).toBe(urgency);
  });
});

describe('the aid to private connections', () => {
  it.each([
    ['a commune that closes on the limit qualifies', '2027-01-31', TODAY, true],
    ['a commune that closes the day after does not', '2027-02-01', TODAY, false],
    ['the day before the aid exists', '2027-01-31', '2025-09-28', false],
    ['the first day of the aid', '2027-01-31', '2025-09-29', true],
    ['the last day to apply', '2027-01-31', '2027-01-30', true],
    ['the day from which it is too late', '2027-01-31', '2027-01-31', false],
  ])('%s', (_behaviour, technicalClosure, today, applies) => {
    const plan = { kind: 'SCHEDULED', commercialClosure: '2025-01-01', technicalClosure, announcedOn: null } as const;
    expect(aidApplies(copperState(plan, today), today)).toBe(applies);
  });

  it('is not mentioned to a commune of lot 4', () => {
    const { warnings } = connectionAdvice(facts({ copper: scheduled('2026-01-31', '2028-01-31') }));
    expect(warnings.map(({ code }) => code)).not.toContain('PRIVATE_CONNECTION_AID');
  });

  it('is told with its decree and its doubtful source', () => {
    const { warnings } = connectionAdvice(facts({ copper: scheduled('2026-01-31', '2027-01-31') }));
    expect(warnings[0]?.sentence).toMatch(/2025-674.*31\/01\/2027.*presse, à vérifier/);
  });
});

describe('the verdict', () => {
  it('says fibre, copper and what to do, each with its source and date', () => {
    const known = facts({ fibre: 'CONNECTABLE_NOW' });
    const sources = {
      fibre: { source: 'ARCEP', asOf: '2026-09-30' },
      copper: { source: 'Orange', asOf: '2025-08-01' },
    };
    expect(verdictSentence(known, connectionAdvice(known), sources)).toBe(
      'Fibre raccordable dès maintenant (ARCEP, état au 30/09/2026) ; cuivre : fermeture pas encore programmée (fin nationale prévue en 2030) (Orange, état au 01/08/2025) ; conseil : commander la fibre.',
    );
  });

  it('never says that a commune is not concerned', () => {
    const text = verdictSentence(facts(), connectionAdvice(facts()), { fibre: null, copper: null });
    expect(text).not.toMatch(/non concernée|pas concernée/);
  });
});

describe('for any facts', () => {
  const anyFacts = fc.record({
    fibre: fc.constantFrom(...FIBRE_STATUSES),
    technologies: fc
      .uniqueArray(fc.constantFrom(...TECHNOLOGIES))
      .map((list) => list.map((technology) => ({ technology, downstreamMbps: { from: 6, to: 25 } }))),
    copper: fc.constantFrom(...Object.values(COPPER)),
    needs: fc.uniqueArray(fc.constantFrom(...CONNECTION_NEEDS)),
    today: fc.constant(TODAY),
  });

  it('there is a solution, each with a reason, and closed copper is never one', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const { solutions } = connectionAdvice(given);
        expect(solutions.length).toBeGreaterThan(0);
        expect(solutions.every(({ reasons }) => reasons.length > 0)).toBe(true);
        expect(new Set(solutions.map(({ solution }) => solution)).size).toBe(solutions.length);
        if (given.copper.kind === 'CLOSED')
          expect(solutions.map(({ solution }) => solution)).not.toContain('KEEP_COPPER');
        if (given.fibre === 'CONNECTABLE_NOW') expect(solutions[0]?.solution).toBe('FIBRE');
      }),
    );
  });
});

describe('declared speeds', () => {
  const line = (connectionId: string, technologyCode: string, downClass: string) => ({
    connectionId,
    technologyCode,
    downClass,
  });

  it('are those of the best operator of a building', () => {
    expect(declaredSpeeds(['COPPER'], [line('a', 'CU', 'HD3'), line('a', 'CU', 'BHD8')])).toEqual([
      { technology: 'COPPER', downstreamMbps: { from: 6, to: 25 } },
    ]);
  });

  it('are the least among the buildings of one address', () => {
    const lines = [line('a', '4GF', 'THD30'), line('b', '4GF', 'HD3')];
    expect(declaredSpeeds(['FIXED_4G'], lines)[0]?.downstreamMbps).toEqual({ from: 2, to: 10 });
  });

  it('are unknown when a class is not documented', () => {
    expect(declaredSpeeds(['RADIO'], [line('a', 'THDR', '???')])[0]?.downstreamMbps).toBeNull();
  });
});

it('the advice service has the number of the roadmap', () => {
  const roadmap = readFileSync('../shared/reference/feuille-de-route-2025-2027.txt', 'utf8');
  expect(roadmap).toContain(ADVICE_SERVICE.freePhoneNumber);
});
