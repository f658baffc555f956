import { builder } from '../builder.ts';
import { Coordinates } from '../common.type.ts';
import { FibreStatus } from '../fibre/fibre.type.ts';
import type { BuildingFacts } from './premises.rules.ts';

const BuildingKind = builder.enumType('BuildingKind', {
  description: 'Nature d’un immeuble, au sens des fichiers de l’ARCEP.',
  values: {
    PA: { description: 'Pavillon.' },
    IM: { description: 'Immeuble collectif.' },
  } as const,
});

const AddressLinkEnum = builder.enumType('AddressLink', {
  description: 'Comment un immeuble est rattaché à une adresse de la BAN.',
  values: {
    PRODUCER: { description: 'Par son producteur.' },
    DEDUCED: { description: 'Par le hub : seule adresse de la commune à avoir cette voie, ce numéro et cet indice.' },
    NONE: { description: 'Il ne l’est pas.' },
  } as const,
});

export const Building = builder.objectRef<BuildingFacts>('Building').implement({
  description: 'Un immeuble, pavillon ou collectif, tel que les fichiers de déploiement le décrivent.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifiant de l’opérateur (« IMB/47001/X/0001 »), sinon de l’ARCEP.' }),
    kind: t.field({
      type: BuildingKind,
      nullable: true,
      description: 'Pavillon ou immeuble collectif ; null si le fichier ne le dit pas.',
      resolve: ({ buildingType }) => (buildingType === 'PA' || buildingType === 'IM' ? buildingType : null),
    }),
    dwellings: t.exposeInt('dwellings', {
      nullable: true,
      description: 'Nombre de logements et locaux, s’il est donné.',
    }),
    addressLink: t.field({
      type: AddressLinkEnum,
      description: 'Comment l’immeuble est rattaché à son adresse.',
      resolve: ({ addressLink }) => addressLink,
    }),
    coordinates: t.field({
      type: Coordinates,
      description: 'Position de l’immeuble.',
      resolve: ({ latitude, longitude }) => ({ latitude, longitude }),
    }),
    fibre: t.field({
      type: FibreStatus,
      description: 'État de la fibre dans cet immeuble.',
      resolve: ({ fibre }) => ({ ...fibre, varies: false }),
    }),
  }),
});
