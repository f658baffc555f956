import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { pageSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { pageArguments } from '../paging.args.ts';
import { copperClosureOf, type CopperClosureShape } from './copper.loaders.ts';
import { CopperClosure } from './copper-closure.type.ts';
import { copperState, type CopperPhase } from './copper-closure.rules.ts';
import { communeCodes } from './commune-codes.ts';
import { CopperPhaseEnum } from './copper-enums.type.ts';

const CopperFilter = builder.inputType('CopperClosureFilter', {
  description: 'Quelles communes retenir. Les critères s’ajoutent.',
  fields: (t) => ({
    lot: t.string({ description: 'Lot exact, par exemple « 4_1 ».' }),
    phase: t.field({ type: CopperPhaseEnum, description: 'Phase, au jour `on`.' }),
    communeCodes: t.idList({ description: 'Codes INSEE des communes.' }),
    closingBefore: t.field({ type: 'Date', description: 'Fermeture technique strictement avant ce jour.' }),
    on: t.field({ type: 'Date', description: 'Jour où la phase est considérée ; aujourd’hui par défaut.' }),
  }),
});

interface Filter {
  readonly lot?: string | null | undefined;
  readonly phase?: CopperPhase | null | undefined;
  readonly communeCodes?: readonly string[] | null | undefined;
  readonly closingBefore?: string | Date | null | undefined;
  readonly on?: string | null | undefined;
}

const CopperConnection = builder.connectionObject(
  {
    directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
    type: CopperClosure,
    name: 'CopperClosureConnection',
    description: 'Une page de fermetures du cuivre.',
  },
  {
    directives: { cacheControl: { inheritMaxAge: true } },
    name: 'CopperClosureEdge',
    description: 'Une fermeture du cuivre et son curseur.',
  },
);

/** No date comes after every date. */
const NO_DATE = '9999-12-31';

const orderOf = ({ row, communeCode }: CopperClosureShape): readonly [string, string] => [
  row?.technicalClosure ?? NO_DATE,
  communeCode,
];

/** The whole département is 319 communes, read in one statement: filtering here needs no SQL by criterion. */
async function matching(context: Context, filter: Filter): Promise<CopperClosureShape[]> {
  const wanted = filter.communeCodes ?? [...communeCodes()];
  const closures = await Promise.all([...new Set(wanted)].map((code) => copperClosureOf(context, code)));
  return closures
    .filter((closure) => closure !== null)
    .filter((closure) => matches(closure, filter, context.today))
    .toSorted((a, b) => compare(orderOf(a), orderOf(b)));
}

function matches({ row, plan }: CopperClosureShape, filter: Filter, today: string): boolean {
  const technical = row?.technicalClosure ?? NO_DATE;
  return (
    (filter.lot === undefined || filter.lot === null || row?.lot === filter.lot) &&
    (filter.closingBefore === undefined || filter.closingBefore === null || technical < String(filter.closingBefore)) &&
    (filter.phase === undefined || filter.phase === null || copperState(plan, filter.on ?? today).kind === filter.phase)
  );
}

function compare([date, code]: readonly [string, string], [otherDate, otherCode]: readonly [string, string]): number {
  const one = `${date}/${code}`;
  const other = `${otherDate}/${otherCode}`;
  return one < other ? -1 : one > other ? 1 : 0;
}

builder.queryFields((t) => ({
  copperClosures: t.field({
    type: CopperConnection,
    nullable: true,
    description:
      'Fermetures du cuivre par commune : la fermeture technique la plus proche d’abord, sans date à la fin.',
    directives: { listSize: pageSize() },
    args: {
      filter: t.arg({ type: CopperFilter, description: 'Quelles communes retenir ; toutes par défaut.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { filter, ...page }, context) => {
      const { limit, after } = pageOf(page);
      const all = await matching(context, filter ?? {});
      const rest =
        after === null
          ? all
          : all.filter((closure) => compare(orderOf(closure), [String(after[0]), String(after[1])]) > 0);
      return connectionOf({
        rows: rest.slice(0, limit + 1),
        limit,
        after,
        cursorOf: orderOf,
        totalCount: () => Promise.resolve(all.length),
      });
    },
  }),
}));
