import { publicationLoader } from '../../../platform/importer/provenance.ts';
import { builder } from '../builder.ts';
import { Provenance } from '../common.type.ts';
import type { FragilityRow } from './territory.loaders.ts';

/**
 * Indice de rupture face au numérique: five scores of 5, a total of 25.
 * Source: feuille de route FNE 47 2025-2027, « Étude Compas » (May 2024).
 */
export const Fragility = builder.objectRef<FragilityRow>('Fragility').implement({
  directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
  description:
    'Indice de rupture face au numérique d’une commune (étude Compas) : cinq notes sur 5, un total sur 25. Plus la note est haute, plus la population est exposée. À ne pas confondre avec l’indice de fragilité numérique (IFN).',
  fields: (t) => ({
    computable: t.boolean({
      description:
        'Faux pour les communes trop petites : l’étude n’y calcule pas l’indice, et toutes les notes manquent.',
      resolve: ({ total }) => total !== null,
    }),
    age: t.exposeInt('age', { nullable: true, description: 'Note d’âge, sur 5.' }),
    education: t.exposeInt('education', { nullable: true, description: 'Note de niveau de formation, sur 5.' }),
    activity: t.exposeInt('activity', { nullable: true, description: 'Note d’activité professionnelle, sur 5.' }),
    benefits: t.exposeInt('benefits', { nullable: true, description: 'Note de minima sociaux, sur 5.' }),
    immigration: t.exposeInt('immigration', { nullable: true, description: 'Note d’immigration, sur 5.' }),
    total: t.exposeInt('total', { nullable: true, description: 'Somme des cinq notes, sur 25.' }),
    provenance: t.field({
      type: Provenance,
      nullable: true,
      description: 'Origine et date de l’indice.',
      resolve: (_fragility, _args, context) => publicationLoader(context).load('fragility'),
    }),
  }),
});
