import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fibreCoverage } from '../../subgraphs/lgn/fibre/coverage.rules.ts';
import { connectablePercentage, fibreStatusOfState, leastAdvanced } from '../../subgraphs/lgn/fibre/fibre.rules.ts';
import { operatorLabel } from '../../subgraphs/lgn/fibre/operator-label.rules.ts';
import { speedClassOf, technologyOfCode } from '../../subgraphs/lgn/fibre/technology.rules.ts';
import { premisesConnection, UNKNOWN_FIBRE } from '../../subgraphs/lgn/premises/premises.rules.ts';

describe('a building’s state', () => {
  it.each([
    ['deploye', 'CONNECTABLE_NOW'],
    ['DEPLOYE', 'CONNECTABLE_NOW'],
    ['déployé', 'CONNECTABLE_NOW'],
    ['raccordable demande', 'ON_DEMAND'],
    ['RACCORDABLE DEMANDE', 'ON_DEMAND'],
    ['RAD EN COURS DE DEPLOIEMENT', 'UNDER_WAY'],
    ['en cours de deploiement', 'UNDER_WAY'],
    ['cible', 'PLANNED'],
    ['signe', 'PLANNED'],
    ['abandonne', 'REFUSED_OR_ABANDONED'],
    ['raccordable', 'UNKNOWN'],
    ['deploye bientot', 'UNKNOWN'],
    ['', 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ])('%s is %s', (state, status) => {
    expect(fibreStatusOfState(state)).toBe(status);
  });

  it('means connectable only when it is DEPLOYE, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (state) => {
        if (!/^\s*d[ée]ploy[ée]\s*$/i.test(state)) expect(fibreStatusOfState(state)).not.toBe('CONNECTABLE_NOW');
      }),
    );
  });
});

it('several buildings promise no more than the least advanced known one', () => {
  const facts = (['CONNECTABLE_NOW', 'UNKNOWN', 'UNDER_WAY'] as const).map((status) => ({ ...UNKNOWN_FIBRE, status }));
  expect(leastAdvanced(facts)?.status).toBe('UNDER_WAY');
  expect(leastAdvanced([])).toBeNull();
});

it('a premises without building has no technology: nothing is deduced from an absence', () => {
  const premises = { id: 'x', banId: null, communeCode: '47001', latitude: 44, longitude: 0.6, buildings: [] };
  expect(premisesConnection(premises)).toMatchObject({
    technologies: [],
    fibre: { status: 'UNKNOWN' },
    fibreVaries: false,
  });
});

it.each([
  [0, 0, null],
  [0, 3, 0],
  [1, 3, 33.3],
  [3, 3, 100],
])('%d connectable of %d is %p per cent', (connectable, total, percentage) => {
  expect(connectablePercentage(connectable, total)).toBe(percentage);
});

it('coverage of nothing is nothing, not zero', () => {
  expect(fibreCoverage([])).toBeNull();
});

it('only known operators have a name; technologies and classes that nobody documents have none', () => {
  expect([operatorLabel('AQTH'), operatorLabel('ABCD')]).toEqual(['Nouvelle-Aquitaine THD', 'ABCD']);
  expect([technologyOfCode('THDR'), technologyOfCode('5G?')]).toEqual(['RADIO', null]);
  expect([speedClassOf('BHD8')?.toMbps, speedClassOf('THD1G')?.toMbps, speedClassOf('X'), speedClassOf(null)]).toEqual([
    25,
    null,
    null,
    null,
  ]);
});
