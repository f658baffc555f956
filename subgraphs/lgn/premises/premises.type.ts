import { aboutSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { Address } from '../address/address.type.ts';
import { addressLoader } from '../address/address.loaders.ts';
import { Coordinates } from '../common.type.ts';
import { FibreStatus } from '../fibre/fibre.type.ts';
import { TechnologyEnum } from '../fibre/technology.type.ts';
import { Commune } from '../territory/commune.type.ts';
import { Building } from './building.type.ts';
import { ConnectionOption } from './connection.type.ts';
import { eligibilityLoader } from './eligibility.loaders.ts';
import { premisesAt, premisesLoader } from './premises.loaders.ts';
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
    address: t.field({
      type: Address,
      nullable: true,
      description:
        'Adresse BAN du local ; null pour un immeuble sans adresse, ou dont l’adresse n’est pas encore importée.',
      resolve: ({ banId }, _arguments, context) => (banId === null ? null : addressLoader(context).load(banId)),
    }),
    commune: t.field({
      type: Commune,
      nullable: true,
      description: 'Commune du local.',
      resolve: ({ communeCode }) => ({ inseeCode: communeCode }),
    }),
    buildings: t.field({
      type: [Building],
      directives: { listSize: aboutSize(3) },
      description: 'Immeubles du local ; aucun si aucun fichier de déploiement n’en parle.',
      resolve: ({ buildings }) => [...buildings],
    }),
    fibre: t.field({
      type: FibreStatus,
      description: 'État de la fibre, tous immeubles de l’adresse réunis.',
      resolve: (premises) => {
        const { fibre, fibreVaries } = premisesConnection(premises);
        return { ...fibre, varies: fibreVaries };
      },
    }),
    technologies: t.field({
      type: [ConnectionOption],
      directives: { listSize: aboutSize(5) },
      description: 'Ce que chaque opérateur déclare pouvoir fournir ici, par technologie.',
      resolve: async ({ buildings }, _arguments, context) => {
        const known = buildings.flatMap(({ connectionId }) => connectionId ?? []);
        return (await Promise.all(known.map((id) => eligibilityLoader(context).load(id)))).flat();
      },
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

builder.objectField(Address, 'premises', (t) =>
  t.field({
    type: Premises,
    nullable: true,
    description: 'Local à cette adresse : fibre, technologies, cuivre.',
    resolve: (address, _arguments, context) => premisesAt(context, address),
  }),
);
