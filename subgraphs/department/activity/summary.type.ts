import { isThemeCode, type ThemeCode } from '../accompaniment/themes.rules.ts';
import { Theme } from '../accompaniment/vocabulary.type.ts';
import { builder } from '../builder.ts';
import type { Period } from './activity.loaders.ts';
import { groupsOf, publishedTotal, type Cell } from './activity.rules.ts';
import { isActivityKind, type ActivityKind } from './activity.source.ts';
import { ActivityCount, ActivityKindEnum } from './count.type.ts';

interface Part<K> {
  readonly key: K;
  readonly cells: readonly Cell[];
}

const COUNT = 'Décompte.';

const ByKind = builder.objectRef<Part<ActivityKind>>('ActivityByKind').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'L’activité d’une nature.',
  fields: (t) => ({
    kind: t.field({ type: ActivityKindEnum, description: 'Nature.', resolve: ({ key }) => key }),
    count: t.field({ type: ActivityCount, description: COUNT, resolve: ({ cells }) => publishedTotal(cells) }),
  }),
});

const ByTheme = builder.objectRef<Part<ThemeCode>>('ActivityByTheme').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'L’activité sur un thème. Une activité de plusieurs thèmes compte dans chacun : ne pas additionner.',
  fields: (t) => ({
    theme: t.field({ type: Theme, description: 'Thème.', resolve: ({ key }) => key }),
    count: t.field({ type: ActivityCount, description: COUNT, resolve: ({ cells }) => publishedTotal(cells) }),
  }),
});

const ByMonth = builder.objectRef<Part<string>>('ActivityByMonth').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'L’activité d’un mois.',
  fields: (t) => ({
    month: t.field({ type: 'Date', description: 'Premier jour du mois.', resolve: ({ key }) => key }),
    count: t.field({ type: ActivityCount, description: COUNT, resolve: ({ cells }) => publishedTotal(cells) }),
  }),
});

/** The activity of a territory over a period. */
export interface SummaryShape extends Period {
  readonly cells: readonly Cell[];
}

export const ActivitySummary = builder.objectRef<SummaryShape>('ActivitySummary').implement({
  directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
  description:
    'L’activité d’un territoire sur une période, par mois entiers. Tout total est la somme des chiffres publiés : c’est un minimum quand « masked » est vrai.',
  fields: (t) => ({
    from: t.expose('from', { type: 'Date', description: 'Début de la période.' }),
    to: t.expose('to', { type: 'Date', description: 'Fin de la période.' }),
    count: t.field({
      type: ActivityCount,
      description: 'Décompte de la période.',
      resolve: ({ cells }) => publishedTotal(allThemes(cells)),
    }),
    byKind: t.field({ type: [ByKind], description: 'Par nature d’activité.', resolve: ({ cells }) => kindsOf(cells) }),
    byTheme: t.field({ type: [ByTheme], description: 'Par thème.', resolve: ({ cells }) => themesOf(cells) }),
    byMonth: t.field({
      type: [ByMonth],
      description: 'Par mois, dans l’ordre ; un mois sans activité n’y est pas.',
      resolve: ({ cells }) => monthsOf(cells),
    }),
  }),
});

/** The cells that count each activity once, whatever its themes. */
function allThemes(cells: readonly Cell[]): readonly Cell[] {
  return cells.filter(({ theme }) => theme === null);
}

function kindsOf(cells: readonly Cell[]): Part<ActivityKind>[] {
  const groups = [...groupsOf(allThemes(cells), ({ kind }) => kind)];
  return groups.flatMap(([key, group]) => (isActivityKind(key) ? [{ key, cells: group }] : []));
}

function themesOf(cells: readonly Cell[]): Part<ThemeCode>[] {
  const groups = [...groupsOf(cells, ({ theme }) => theme)];
  return groups.flatMap(([key, group]) => (isThemeCode(key) ? [{ key, cells: group }] : []));
}

function monthsOf(cells: readonly Cell[]): Part<string>[] {
  return [...groupsOf(allThemes(cells), ({ month }) => month)].map(([key, group]) => ({ key, cells: group }));
}
