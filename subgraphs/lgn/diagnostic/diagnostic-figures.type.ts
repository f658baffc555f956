import { hubError } from '../../../platform/errors.ts';
import type { AccessRule } from '../../../platform/access/access-rule.ts';
import { actsForDepartment } from '../../../platform/access/grants.ts';
import type { Actor } from '../../../platform/actor.ts';
import { addDays } from '../../../platform/calendar.ts';
import { aboutSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { Epci, requiresCommunes } from '../territory/epci.type.ts';
import { OutcomeEnum, OUTCOMES } from './diagnostic-enums.type.ts';
import { figuresOfQuarters, type QuarterFigures } from './diagnostic-figures.loaders.ts';
import { completedQuarters, FEWEST_HOUSEHOLDS, type ShownCount } from './diagnostic-figures.rules.ts';

/** Figures that count households; of which EPCI is checked one by one. */
const READ_FIGURES: AccessRule = {
  scopes: [['indicators:read']],
  policies: [['own-epci'], ['whole-department']],
};
const QUARTERS = 4;

/** @throws FORBIDDEN unless the EPCI is the actor's own, or the actor reads those of all. */
function requireOwnEpci(actor: Actor, siren: string): void {
  if (actsForDepartment(actor) || (actor.kind === 'person' && actor.epciSirens.includes(siren))) return;
  throw hubError(
    'FORBIDDEN',
    `Les chiffres de l’intercommunalité « ${siren} » ne se lisent que par ses agents : votre accès n’y est pas rattaché.`,
  );
}

const OutcomeFigure = builder.objectRef<ShownCount>('DiagnosticOutcomeFigure').implement({
  description: 'Combien de foyers ont eu un même résultat.',
  access: READ_FIGURES,
  fields: (t) => ({
    outcome: t.field({
      type: OutcomeEnum,
      nullable: true,
      description: 'Résultat ; nul pour les diagnostics qui ne sont pas clos.',
      resolve: ({ outcome }) => outcome as (typeof OutcomeEnum)['$inferType'] | null,
    }),
    households: t.exposeInt('households', { nullable: true, description: 'Nombre de foyers ; nul s’il est masqué.' }),
    suppressed: t.boolean({
      description: 'Vrai si le nombre est masqué : il est petit, ou en ferait retrouver un petit.',
      resolve: ({ households }) => households === null,
    }),
  }),
});

const DiagnosticFigures = builder.objectRef<QuarterFigures>('DiagnosticFigures').implement({
  description: `Les diagnostics d’un trimestre, en foyers : un foyer compte une fois, par son dernier diagnostic. Un nombre de moins de ${FEWEST_HOUSEHOLDS} foyers n’est pas donné, ni ce qui le ferait retrouver par soustraction.`,
  access: READ_FIGURES,
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'Premier jour du trimestre.', resolve: ({ quarter }) => quarter.from }),
    to: t.field({
      type: 'Date',
      description: 'Dernier jour du trimestre.',
      resolve: ({ quarter }) => addDays(quarter.before, -1),
    }),
    households: t.int({
      nullable: true,
      description: 'Nombre de foyers ; nul s’il est masqué.',
      resolve: ({ shown }) => shown.total,
    }),
    suppressed: t.boolean({
      description: 'Vrai si un nombre au moins est masqué.',
      resolve: ({ shown }) => shown.total === null || shown.outcomes.some(({ households }) => households === null),
    }),
    outcomes: t.field({
      type: [OutcomeFigure],
      description: 'Par résultat, y compris ceux que nul foyer n’a eus.',
      resolve: ({ shown }) => [...shown.outcomes],
    }),
  }),
});

builder.objectField(Epci, 'diagnosticFigures', (t) =>
  t.field({
    type: [DiagnosticFigures],
    directives: { listSize: aboutSize(12) },
    nullable: true,
    ...requiresCommunes,
    description: `Diagnostics menés dans l’intercommunalité, pour chacun des ${QUARTERS} derniers trimestres achevés, le plus récent d’abord. Réservé à ses agents et au Département.`,
    resolve: async ({ siren, communes }, _arguments, context) => {
      requireOwnEpci(context.actor, siren);
      const counted = { communeCodes: communes.map(({ inseeCode }) => inseeCode), outcomes: OUTCOMES };
      return [...(await figuresOfQuarters(context, counted, completedQuarters(context.today, QUARTERS)))];
    },
  }),
);
