import { hubError } from '../../../platform/errors.ts';
import { firstSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { Place } from '../place/place.type.ts';
import { Commune } from '../territory/commune.type.ts';
import {
  accompanimentsOfCommuneLoader,
  accompanimentsOfPlaceLoader,
  MAXIMUM_OF_A_PLACE,
} from './accompaniment.loaders.ts';
import { Accompaniment } from './accompaniment.type.ts';

const FIRST = `Nombre voulu, de 1 à ${MAXIMUM_OF_A_PLACE}.`;

builder.objectField(Place, 'accompaniments', (t) =>
  t.field({
    type: [Accompaniment],
    nullable: true,
    description: 'Ce que l’on peut y suivre ou y demander, le plus proche dans le temps d’abord.',
    directives: { listSize: firstSize(10) },
    args: { first: t.arg.int({ required: true, defaultValue: 10, description: FIRST }) },
    resolve: async ({ id }, { first }, context) =>
      (await accompanimentsOfPlaceLoader(context).load(id)).slice(0, bounded(first)),
  }),
);

builder.objectField(Commune, 'accompaniments', (t) =>
  t.field({
    type: [Accompaniment],
    nullable: true,
    description: 'Ce que l’on peut y suivre ou y demander, le plus proche dans le temps d’abord.',
    directives: { listSize: firstSize(10) },
    args: { first: t.arg.int({ required: true, defaultValue: 10, description: FIRST }) },
    resolve: async ({ inseeCode }, { first }, context) =>
      (await accompanimentsOfCommuneLoader(context).load(inseeCode)).slice(0, bounded(first)),
  }),
);

function bounded(first: number): number {
  if (first >= 1 && first <= MAXIMUM_OF_A_PLACE) return first;
  throw hubError(
    'INVALID_INPUT',
    `first vaut ${first} : attendu un nombre de 1 à ${MAXIMUM_OF_A_PLACE}, par exemple 10.`,
  );
}
