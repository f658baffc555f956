import { builder } from '../builder.ts';
import { Coordinates } from '../common.type.ts';
import { Commune } from '../territory/commune.type.ts';
import { addressLabel } from './address-label.rules.ts';
import type { AddressProposal } from './address-search.ts';
import { Address } from './address.type.ts';
import { Street } from './street.type.ts';

const AddressMatchKind = builder.enumType('AddressMatchKind', {
  description: 'Ce qui, dans une proposition, correspond à la demande.',
  values: {
    EXACT: {
      description: 'Le numéro, la voie et la commune sont ceux demandés. À lui seul, ce cas se passe de relecture.',
    },
    NUMBER_MISSING: { description: 'La voie et la commune sont celles demandées ; la demande n’a pas de numéro.' },
    NUMBER_NOT_FOUND: { description: 'La voie et la commune sont celles demandées ; ce numéro n’y existe pas.' },
    STREET_ONLY: { description: 'La voie est celle demandée ; la demande ne dit pas la commune, à confirmer.' },
    OTHER_COMMUNE: { description: 'La voie est celle demandée, mais dans une autre commune que celle demandée.' },
    APPROXIMATE: { description: 'Proposition voisine de la demande : à vérifier avec la personne.' },
  } as const,
});

export const AddressMatch = builder.objectRef<AddressProposal>('AddressMatch').implement({
  description: 'Une proposition de la recherche d’adresse.',
  fields: (t) => ({
    match: t.field({
      type: AddressMatchKind,
      description: 'Ce qui correspond à la demande.',
      resolve: ({ match }) => match,
    }),
    score: t.exposeFloat('score', { description: 'Ressemblance avec la demande, de 0 à 1.' }),
    label: t.string({
      description: 'Proposition sur une ligne.',
      resolve: ({ street, address }) =>
        addressLabel({
          number: address?.number ?? null,
          suffix: address?.suffix ?? null,
          street: street.name,
          postcode: address?.postcode ?? street.postcodes[0] ?? null,
          commune: street.communeName,
        }),
    }),
    street: t.field({ type: Street, description: 'Voie proposée.', resolve: ({ street }) => street }),
    address: t.field({
      type: Address,
      nullable: true,
      description: 'Adresse numérotée, si le numéro demandé existe dans la voie.',
      resolve: ({ address }) => address,
    }),
    commune: t.field({
      type: Commune,
      nullable: true,
      description: 'Commune de la proposition.',
      resolve: ({ street }) => ({ inseeCode: street.communeCode }),
    }),
    coordinates: t.field({
      type: Coordinates,
      description: 'Position de l’adresse, sinon milieu de la voie.',
      resolve: ({ street, address }) => address ?? street,
    }),
  }),
});
