import { builder } from '../builder.ts';

/** The department's commune, seen from here by its INSEE code alone. */
export const Commune = builder.externalRef('Commune', builder.selection<{ inseeCode: string }>('inseeCode')).implement({
  directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
  description: 'Une commune, tenue par le Département.',
  externalFields: (t) => ({ inseeCode: t.id() }),
});
