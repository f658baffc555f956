import { builder } from '../builder.ts';
import { Commune } from './commune.type.ts';

/** What the department tells of an EPCI: its SIREN and, to the fields that ask with `requiresCommunes`, its perimeter. */
export interface EpciReference {
  readonly siren: string;
  readonly communes: readonly { readonly inseeCode: string }[];
}

/** The department's EPCI: the perimeter is asked of its owner, never kept here. */
export const Epci = builder
  .externalRef('Epci', builder.selection<{ siren: string }>('siren'), (reference) => reference as EpciReference)
  .implement({
    directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
    description: 'Une intercommunalité, tenue par le Département.',
    externalFields: (t) => ({ siren: t.id(), communes: t.field({ type: [Commune] }) }),
  });

/**
 * Options of a field of `Epci` that reads `communes`. The plugin obeys `requires` on any field but types it only where
 * the entity is first declared; hence the wide type, for fields that each feature adds in its own file.
 */
export const requiresCommunes: object = {
  requires: builder.selection<{ communes: { inseeCode: string }[] }>('communes { inseeCode }'),
};
