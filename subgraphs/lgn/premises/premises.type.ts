import { builder } from '../builder.ts';
import { Coordinates } from '../common.type.ts';
import { TechnologyEnum } from '../fibre/technology.type.ts';
import { premisesLoader } from './premises.loaders.ts';
import { premisesConnection, type Premises as PremisesShape } from './premises.rules.ts';

/** A household's place. Other features extend it with `builder.objectField(Premises, …)`. */
export const Premises = builder.objectRef<PremisesShape>('Premises').implement({
  description:
    'Un local : l’endroit où vit ou travaille un foyer. C’est une adresse de la Base Adresse Nationale ou, à défaut, un immeuble sans adresse BAN. Jamais une personne.',
  fields: (t) => ({
    id: t.exposeID('id', {
      description: 'Identifiant BAN de l’adresse, par exemple « 47001_0200_00012 », sinon identifiant de l’immeuble.',
    }),
    coordinates: t.field({
      type: Coordinates,
      nullable: true,
      description: 'Position du local.',
      resolve: ({ latitude, longitude }) => ({ latitude, longitude }),
    }),
    availableTechnologies: t.field({
      type: [TechnologyEnum],
      description:
        'Technologies disponibles aujourd’hui, d’après ce que déclarent les opérateurs. Une absence ne prouve rien.',
      resolve: (premises) => [...premisesConnection(premises).technologies],
    }),
  }),
});

builder.asEntity(Premises, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => premisesLoader(context).load(id),
});
