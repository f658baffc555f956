import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { holdClock, type HeldClock } from '../../../support/held-clock.ts';
import { openCrowds, type Crowd, type Crowds } from './crowd.ts';

export const QUERY = 'query ($id: ID!) { item(id: $id) { id ... on Book { stock opinions { text } } } }';
export const VARIABLES = ['b1', 'b2', 'made é'].map((id) => ({ id }));

/** A crowd whose scanners are made before each test, and the clock that is held during it. */
export class HeldCrowd {
  crowds!: Crowds;
  crowd!: Crowd;
  clock!: HeldClock;

  constructor() {
    beforeAll(async () => {
      this.crowds = await openCrowds();
    });
    afterAll(() => this.crowds.close());
    beforeEach(async () => {
      this.crowd = await this.crowds.of(QUERY, { id: 'b1' });
      await this.crowd.ask(VARIABLES);
      this.clock = holdClock();
    });
    afterEach(() => {
      this.clock.release();
    });
  }
}
