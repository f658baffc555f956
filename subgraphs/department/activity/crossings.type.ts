import { hubError } from '../../../platform/errors.ts';
import { builder } from '../builder.ts';
import { Commune } from '../territory/commune.type.ts';
import { Epci } from '../territory/epci.type.ts';
import { communeActivityLoader, epciActivityLoader, type Period } from './activity.loaders.ts';
import { lastTwelveMonths } from './activity.rules.ts';
import { ActivitySummary } from './summary.type.ts';

const FROM = 'Premier jour, dont le mois entier compte ; onze mois avant le mois en cours par défaut.';
const TO = 'Dernier jour, dont le mois entier compte ; aujourd’hui par défaut.';

builder.objectField(Commune, 'activity', (t) =>
  t.field({
    type: ActivitySummary,
    nullable: true,
    description: 'Activité de médiation numérique dans la commune, d’après La Coop de la médiation numérique.',
    args: { from: t.arg({ type: 'Date', description: FROM }), to: t.arg({ type: 'Date', description: TO }) },
    resolve: async ({ inseeCode }, args, context) => {
      const period = periodOf(args, context.today);
      return { ...period, cells: await communeActivityLoader(context)(period).load(inseeCode) };
    },
  }),
);

builder.objectField(Epci, 'activity', (t) =>
  t.field({
    type: ActivitySummary,
    nullable: true,
    description:
      'Activité de médiation numérique dans ses communes de Lot-et-Garonne, d’après La Coop de la médiation numérique.',
    args: { from: t.arg({ type: 'Date', description: FROM }), to: t.arg({ type: 'Date', description: TO }) },
    resolve: async ({ siren }, args, context) => {
      const period = periodOf(args, context.today);
      return { ...period, cells: await epciActivityLoader(context)(period).load(siren) };
    },
  }),
);

interface PeriodArguments {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

/** @throws INVALID_INPUT when the period ends before it begins. */
function periodOf({ from, to }: PeriodArguments, today: string): Period {
  const usual = lastTwelveMonths(today);
  const period = { from: from ?? usual.from, to: to ?? usual.to };
  if (period.from <= period.to) return period;
  throw hubError(
    'INVALID_INPUT',
    `La période finit le ${period.to}, avant de commencer le ${period.from} (attendu : from ≤ to).`,
  );
}
