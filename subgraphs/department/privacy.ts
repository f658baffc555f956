import { holdsNothing } from '../../platform/privacy.ts';

/** What the department keeps of a household. */
export const privacy = holdsNothing(
  'Le Département ne garde rien qui se rattache à un foyer : lieux, ateliers et chiffres d’activité, sans bénéficiaire.',
);
