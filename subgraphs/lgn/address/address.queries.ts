import { echoedCode } from '../../../platform/echo.ts';
import { hubError } from '../../../platform/errors.ts';
import { firstSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { AddressMatch } from './address-match.type.ts';
import { searchAddresses } from './address-search.ts';
import { addressLoader } from './address.loaders.ts';
import { Address } from './address.type.ts';
import { COMMUNE_CODE } from './cells.rules.ts';

const MOST_PROPOSALS = 20;
const LONGEST_TEXT = 200;

/** A point given as an argument. */
export const PointInput = builder.inputType('PointInput', {
  description: 'Un point au sol, en degrés décimaux WGS84.',
  fields: (t) => ({
    latitude: t.float({ required: true, description: 'Latitude, de -90 à 90.' }),
    longitude: t.float({ required: true, description: 'Longitude, de -180 à 180.' }),
  }),
});

/** @throws INVALID_INPUT when a point is not on the globe. */
export function checkedPoint<P extends { readonly latitude: number; readonly longitude: number }>(point: P): P {
  if (Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180) return point;
  throw hubError(
    'INVALID_INPUT',
    'Le point donné n’est pas sur le globe : attendu par exemple latitude 44.2033, longitude 0.6163.',
  );
}

builder.queryField('address', (t) =>
  t.field({
    type: Address,
    nullable: true,
    description: 'Une adresse par son identifiant BAN ; null si elle n’existe pas.',
    args: { id: t.arg.id({ required: true, description: 'Identifiant BAN, par exemple « 47031_0200_00001 ».' }) },
    resolve: (_query, { id }, context) => addressLoader(context).load(id),
  }),
);

builder.queryField('searchAddresses', (t) =>
  t.field({
    type: [AddressMatch],
    nullable: true,
    description:
      'Cherche une adresse comme on la tape : fautes, accents, abréviations et mots dans le désordre sont tolérés. La meilleure proposition vient en premier.',
    directives: { listSize: firstSize(5) },
    args: {
      query: t.arg.string({
        required: true,
        // To compare a text with every address costs as much as many objects read by their key.
        directives: { cost: { weight: 20 } },
        description: 'Adresse telle que tapée, par exemple « 12 av du general de gaulle agen ».',
      }),
      communeCode: t.arg.string({ description: 'Code INSEE de la commune choisie : ne cherche que là.' }),
      near: t.arg({ type: PointInput, description: 'À ressemblance égale, le plus près de ce point d’abord.' }),
      first: t.arg.int({ description: `Nombre de propositions, de 1 à ${MOST_PROPOSALS} (5 par défaut).` }),
    },
    resolve: async (_query, { query, communeCode, near, first }, { sql }) => [
      ...(await searchAddresses(sql, {
        text: checkedText(query),
        communeCode: checkedCommune(communeCode ?? null),
        near: near === null || near === undefined ? null : checkedPoint(near),
        first: checkedFirst(first ?? 5, MOST_PROPOSALS),
      })),
    ],
  }),
);

function checkedText(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  throw hubError('INVALID_INPUT', `query compte ${text.length} caractères : ${LONGEST_TEXT} au plus.`);
}

function checkedCommune(code: string | null): string | null {
  if (code === null || COMMUNE_CODE.test(code)) return code;
  throw hubError(
    'INVALID_INPUT',
    `communeCode vaut ${echoedCode(code)} : attendu un code INSEE, par exemple « 47001 ».`,
  );
}

/** @throws INVALID_INPUT when `first` is out of bounds. */
export function checkedFirst(first: number, most: number): number {
  if (first >= 1 && first <= most) return first;
  throw hubError('INVALID_INPUT', `first vaut ${first} : attendu un nombre de 1 à ${most}, par exemple 5.`);
}
