import { communeOf, type DemonstrationCommune } from './communes.ts';
import { csvText } from './csv-text.ts';

/** What the demonstration says of some communes' copper; months are counted from the day of the demonstration. */
interface Plan {
  readonly codes: readonly string[];
  readonly lot: string;
  readonly announced: number;
  readonly commercial: number;
  readonly technical: number;
  /** What an earlier file said, where the date has moved since. */
  readonly technicalBefore?: number;
}

/** Some communes in each phase, so that all can be seen; the dates are fictitious, only their order is true to life. */
const PLANS: readonly Plan[] = [
  { codes: ['47157', '47326'], lot: '1', announced: -45, commercial: -26, technical: -9 },
  { codes: ['47027'], lot: '2', announced: -38, commercial: -20, technical: -2, technicalBefore: -8 },
  { codes: ['47031', '47213'], lot: '3', announced: -34, commercial: -10, technical: 2 },
  {
    codes: ['47215', '47110', '47159'],
    lot: '4_1',
    announced: -22,
    commercial: -10,
    technical: 14,
    technicalBefore: 11,
  },
  { codes: ['47117', '47065'], lot: '4_2', announced: -22, commercial: -4, technical: 18 },
  { codes: ['47310', '47078', '47057'], lot: '4_3', announced: -22, commercial: 2, technical: 23, technicalBefore: 20 },
  { codes: ['47106', '47185', '47280'], lot: '5_1', announced: 4, commercial: 16, technical: 40 },
];

/** Chosen for a later lot, not dated yet. */
const PRESELECTED = { lot: 'PreselectionLot6', codes: ['47195', '47143', '47086'] };

interface Closure {
  readonly commune: DemonstrationCommune;
  readonly lot: string;
  readonly announced: string;
  readonly commercial: string;
  readonly technical: string;
  readonly initial: string;
}

/** The copper closures as the last file says them, and as the one before it did: a date that moves leaves a trace. */
export function copperFiles(communes: readonly DemonstrationCommune[], today: string) {
  const undated = PRESELECTED.codes.map((code): Closure => {
    const commune = communeOf(communes, code);
    return { commune, lot: PRESELECTED.lot, announced: '', commercial: '', technical: '', initial: '' };
  });
  const dated = (which: 'before' | 'now') =>
    PLANS.flatMap(({ codes, lot, announced, commercial, technical, technicalBefore }) => {
      const initial = monthEnd(today, technicalBefore ?? technical);
      return codes.map((code): Closure => ({
        commune: communeOf(communes, code),
        lot,
        announced: monthEnd(today, announced),
        commercial: monthEnd(today, commercial),
        technical: which === 'before' ? initial : monthEnd(today, technical),
        initial,
      }));
    });
  return { before: closuresCsv([...dated('before'), ...undated]), now: closuresCsv([...dated('now'), ...undated]) };
}

/** Communes whose copper is shut on the day of the demonstration: no line is sold over it there. */
export function closedCommuneCodes(): ReadonlySet<string> {
  return new Set(PLANS.filter(({ technical }) => technical < 0).flatMap(({ codes }) => codes));
}

/** The sheet « Communes » of Orange's trajectory workbook, as CSV. */
function closuresCsv(closures: readonly Closure[]): string {
  return csvText(closures, {
    code_insee: ({ commune }) => commune.code,
    nom_commune: ({ commune }) => commune.name,
    lot: ({ lot }) => lot,
    report_FC: ({ technical }) => (technical === '' ? '' : 'Non'),
    annonce_ferm_commerciale: ({ announced }) => announced,
    annonce_ferm_technique: ({ announced }) => announced,
    fermeture_technique_initiale: ({ initial }) => initial,
    fermeture_commerciale: ({ commercial }) => commercial,
    fermeture_technique: ({ technical }) => technical,
  });
}

/** The last day of the month that is so many months away. */
function monthEnd(today: string, months: number): string {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
}
