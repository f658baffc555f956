import { builder } from './builder.ts';

/** Where a datum comes from and when it was true. */
export interface ProvenanceShape {
  readonly source: string;
  readonly asOf: Date | string;
  readonly importedAt: Date;
}

export const Provenance = builder.objectRef<ProvenanceShape>('Provenance').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  shareable: true,
  description: 'D’où vient une donnée, et de quand elle date.',
  fields: (t) => ({
    source: t.exposeString('source', { description: 'Producteur de la donnée.' }),
    asOf: t.field({ type: 'Date', description: 'Date de la donnée chez son producteur.', resolve: ({ asOf }) => asOf }),
    importedAt: t.field({
      type: 'DateTime',
      description: 'Instant de son entrée dans le hub.',
      resolve: ({ importedAt }) => importedAt,
    }),
  }),
});
