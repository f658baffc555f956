import { builder } from '../builder.ts';
import { Commune } from './commune.type.ts';

/** The department's EPCI; its communes come from there, with `@requires`, where a field needs them. */
export const Epci = builder.externalRef('Epci', builder.selection<{ siren: string }>('siren')).implement({
  description: 'Une intercommunalité, tenue par le Département.',
  externalFields: (t) => ({ siren: t.id(), communes: t.field({ type: [Commune] }) }),
});

/** What a field of an EPCI asks of the department: the perimeter. */
export const communesOfEpci = builder.selection<{ communes: { inseeCode: string }[] }>('communes { inseeCode }');
