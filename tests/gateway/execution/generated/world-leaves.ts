import { itemAt } from './random.ts';

/** One of eight is a value that clients may not see. */
const COLOURS = ['RED', 'GREEN', 'BLUE', 'RED', 'GREEN', 'BLUE', 'RED', 'HIDDEN'];
/** A custom scalar may be any JSON. */
const STAMPS = ['2024-01-31', 7, -0.5, 1e21, true, '', { a: [1, null, { b: '}"' }] }, [], [[null]], {}];

/** The value of a leaf type that a number chooses, as a resolver gives it. */
export function leafOf(name: string, number: number): unknown {
  switch (name) {
    case 'Int':
      return number % 1000;
    case 'Float':
      return (number % 1000) / 8;
    case 'Boolean':
      return number % 2 === 0;
    case 'Colour':
      return itemAt(COLOURS, number);
    case 'Stamp':
      return itemAt(STAMPS, number);
    default:
      return number % 13 === 0 ? `"é\\\n${number}` : `${name[0] ?? ''}${number % 10_000}`;
  }
}
