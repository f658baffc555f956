import { builder } from '../builder.ts';

/** The department's organisation, seen from here by its identifier alone: an operator or a provider is one of them. */
export const Organisation = builder.externalRef('Organisation', builder.selection<{ id: string }>('id')).implement({
  directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
  description: 'Une organisation, tenue par le Département.',
  externalFields: (t) => ({ id: t.id() }),
});
