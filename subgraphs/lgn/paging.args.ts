import type { InputFieldBuilder } from '@pothos/core';
import type { builder } from './builder.ts';

type ArgumentBuilder = Pick<InputFieldBuilder<(typeof builder)['$inferSchemaTypes'], 'Arg'>, 'int' | 'string'>;

/** `first` and `after` of every connection. */
export function pageArguments(arg: ArgumentBuilder) {
  return {
    first: arg.int({ description: 'Nombre d’éléments voulus, de 1 à 100 (20 par défaut).' }),
    after: arg.string({ description: 'Curseur après lequel reprendre : `pageInfo.endCursor` de la page précédente.' }),
  };
}
