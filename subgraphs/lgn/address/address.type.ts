import { publicationLoader } from '../../../platform/importer/provenance.ts';
import { builder } from '../builder.ts';
import { Coordinates, Provenance } from '../common.type.ts';
import { Commune } from '../territory/commune.type.ts';
import { addressLabel } from './address-label.rules.ts';
import { streetLoader } from './address.loaders.ts';
import type { AddressRow } from './address.rows.ts';
import { Street } from './street.type.ts';

/** A number of the BAN. `premises` extends it. */
export const Address = builder.objectRef<AddressRow>('Address').implement({
  description: 'Une adresse numérotée de la Base Adresse Nationale (BAN).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifiant BAN, par exemple « 47031_0200_00001_bis ».' }),
    label: t.string({
      description: 'Adresse sur une ligne.',
      resolve: ({ number, suffix, streetName, postcode, communeName }) =>
        addressLabel({ number, suffix, street: streetName, postcode, commune: communeName }),
    }),
    number: t.exposeInt('number', { description: 'Numéro dans la voie.' }),
    suffix: t.exposeString('suffix', { nullable: true, description: 'Indice de répétition : bis, ter, a, b…' }),
    streetName: t.exposeString('streetName', { description: 'Nom de la voie, tel que la BAN l’écrit.' }),
    street: t.field({
      type: Street,
      nullable: true,
      description: 'Voie de l’adresse.',
      resolve: ({ streetId }, _arguments, context) => streetLoader(context).load(streetId),
    }),
    postcode: t.exposeString('postcode', { nullable: true, description: 'Code postal.' }),
    communeName: t.exposeString('communeName', { description: 'Nom de la commune, tel que la BAN l’écrit.' }),
    commune: t.field({
      type: Commune,
      nullable: true,
      description: 'Commune de l’adresse.',
      resolve: ({ communeCode }) => ({ inseeCode: communeCode }),
    }),
    oldCommuneCode: t.exposeString('oldCommuneCode', {
      nullable: true,
      description: 'Code INSEE de l’ancienne commune, si la commune est née d’une fusion.',
    }),
    oldCommuneName: t.exposeString('oldCommuneName', { nullable: true, description: 'Nom de l’ancienne commune.' }),
    placeName: t.exposeString('placeName', { nullable: true, description: 'Lieu-dit complémentaire.' }),
    coordinates: t.field({
      type: Coordinates,
      description: 'Position de l’adresse.',
      resolve: ({ latitude, longitude }) => ({ latitude, longitude }),
    }),
    positionType: t.exposeString('positionType', {
      nullable: true,
      description: 'Ce que la position désigne, dans les mots de la BAN : entrée, bâtiment, parcelle, segment…',
    }),
    certified: t.exposeBoolean('certified', { description: 'La commune a certifié cette adresse.' }),
    parcels: t.exposeStringList('parcels', { description: 'Parcelles cadastrales de l’adresse.' }),
    provenance: t.field({
      type: Provenance,
      nullable: true,
      description: 'Source et date des adresses.',
      resolve: (_address, _arguments, context) => publicationLoader(context).load('addresses'),
    }),
  }),
});
