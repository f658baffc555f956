import { builder } from '../builder.ts';
import { Coordinates } from '../common.type.ts';
import { Commune } from '../territory/commune.type.ts';
import type { StreetRow } from './street-index.rules.ts';

export const Street = builder.objectRef<StreetRow>('Street').implement({
  description: 'Une voie ou un lieu-dit, vu à travers ses adresses.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifiant BAN de la voie, par exemple « 47031_0200 ».' }),
    name: t.exposeString('name', { description: 'Nom de la voie.' }),
    postcodes: t.exposeStringList('postcodes', { description: 'Codes postaux de ses adresses.' }),
    communeName: t.exposeString('communeName', { description: 'Nom de la commune, tel que la BAN l’écrit.' }),
    commune: t.field({
      type: Commune,
      nullable: true,
      description: 'Commune de la voie.',
      resolve: ({ communeCode }) => ({ inseeCode: communeCode }),
    }),
    addressCount: t.exposeInt('addresses', { description: 'Nombre d’adresses numérotées de la voie.' }),
    coordinates: t.field({
      type: Coordinates,
      description: 'Milieu des adresses de la voie.',
      resolve: ({ latitude, longitude }) => ({ latitude, longitude }),
    }),
  }),
});
