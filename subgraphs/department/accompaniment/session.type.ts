import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { sessionsLoader } from './accompaniment.loaders.ts';

export interface SessionShape {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly seatsTotal: number | null;
  readonly seatsLeft: number | null;
}

/** One dated session of a workshop or of a remote session. */
export const Session = builder.objectRef<SessionShape>('AccompanimentSession').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'Une séance datée.',
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'Début.' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', description: 'Fin.' }),
    durationMinutes: t.int({
      description: 'Durée, en minutes.',
      resolve: ({ startsAt, endsAt }) => Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000),
    }),
    seatsTotal: t.exposeInt('seatsTotal', { nullable: true, description: 'Nombre de places, nul s’il n’est pas dit.' }),
    seatsLeft: t.exposeInt('seatsLeft', {
      nullable: true,
      description: 'Places encore libres à la date de la donnée, nul si ce n’est pas dit.',
    }),
    full: t.boolean({
      nullable: true,
      description: 'Vrai s’il ne reste aucune place, nul si le nombre de places libres n’est pas dit.',
      resolve: ({ seatsLeft }) => (seatsLeft === null ? null : seatsLeft === 0),
    }),
  }),
});

export const UPCOMING_DESCRIPTION = 'Faux pour avoir aussi les séances passées.';

/** The sessions of an accompaniment that are not over, or all of them. */
export async function sessionsOf(id: string, upcomingOnly: boolean, context: Context): Promise<SessionShape[]> {
  const sessions = await sessionsLoader(context).load(id);
  return sessions.filter(({ endsAt }) => !upcomingOnly || endsAt > context.now);
}
