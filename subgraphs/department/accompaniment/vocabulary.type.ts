import { builder } from '../builder.ts';
import { THEME_CODES, THEMES, type ThemeCode } from './themes.rules.ts';
import { AUDIENCES, FEES, LEVELS, MODES, WEEKDAYS, type Kind } from './vocabulary.rules.ts';

/** Enum values named after codes, each described by its French label. */
function valuesOf<C extends string>(labels: Readonly<Record<C, string>>) {
  const codes = Object.keys(labels) as C[];
  const entries = codes.map((code) => [code.toUpperCase(), { value: code, description: `${labels[code]}.` }]);
  return Object.fromEntries(entries) as Record<Uppercase<C>, { value: C; description: string }>;
}

export const ThemeCodeEnum = builder.enumType('ThemeCode', {
  description: 'Thème d’un accompagnement, dans le vocabulaire de La Coop de la médiation numérique (API v1).',
  values: valuesOf(THEMES),
});

export const AudienceEnum = builder.enumType('AccompanimentAudience', {
  description: 'Public auquel un accompagnement s’adresse, dans le vocabulaire du standard national des lieux.',
  values: valuesOf(AUDIENCES),
});

export const LevelEnum = builder.enumType('WorkshopLevel', {
  description: 'Niveau d’un atelier, dans le vocabulaire de La Coop de la médiation numérique.',
  values: valuesOf(LEVELS),
});

export const FeeEnum = builder.enumType('AccompanimentFee', {
  description: 'Ce que paie la personne accompagnée, dans le vocabulaire du standard national des lieux.',
  values: valuesOf(FEES),
});

export const ModeEnum = builder.enumType('AccompanimentMode', {
  description: 'Où l’accompagnement a lieu pour la personne.',
  values: valuesOf(MODES),
});

export const KindEnum = builder.enumType('AccompanimentKind', {
  description: 'Forme d’un accompagnement.',
  values: {
    WORKSHOP: { value: 'workshop', description: 'Atelier collectif, à des dates données.' },
    PERMANENCE: { value: 'permanence', description: 'Permanence, chaque semaine au même jour et à la même heure.' },
    REMOTE_SESSION: { value: 'remote_session', description: 'Séance ou webinaire à distance, à des dates données.' },
    INDIVIDUAL_HELP: { value: 'individual_help', description: 'Aide individuelle, à la demande.' },
  } satisfies Record<Uppercase<Kind>, { value: Kind; description: string }>,
});

export const WeekdayEnum = builder.enumType('Weekday', {
  description: 'Jour de la semaine.',
  values: valuesOf(WEEKDAYS),
});

export const Theme = builder.objectRef<ThemeCode>('Theme').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'Un thème d’accompagnement.',
  fields: (t) => ({
    code: t.field({ type: ThemeCodeEnum, description: 'Code du thème.', resolve: (code) => code }),
    label: t.string({ description: 'Libellé français du thème, celui de La Coop.', resolve: (code) => THEMES[code] }),
  }),
});

builder.queryField('accompanimentThemes', (t) =>
  t.field({
    type: [Theme],
    directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
    description: 'Tous les thèmes d’accompagnement, dans l’ordre de La Coop de la médiation numérique.',
    resolve: () => [...THEME_CODES],
  }),
);
