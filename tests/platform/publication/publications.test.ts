import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { withClient } from '../../../platform/database/provision.ts';
import { addPublication } from '../../../platform/publication/publication-route.ts';
import { openPublications, type Publications } from '../../../platform/publication/publications.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { openSql } from '../../support/scratch.ts';

let database: Awaited<ReturnType<typeof openSql>>;
let publications: Publications;
beforeAll(async () => {
  database = await openSql('operators');
  publications = openPublications(database.url);
  await until(() => publications.current() !== null);
});
afterAll(async () => {
  await publications.close();
  await database.close();
});

const WRITE = `INSERT INTO social_offer_import (id) SELECT 1 WHERE FALSE`;

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function numberIn(): Promise<number> {
  const { rows } = await database.sql.query<{ number: string }>('SELECT number FROM publication.state');
  return Number(rows[0]?.number);
}

describe('the number of the last publication', () => {
  it('moves at the commit of a transaction that writes, once, and not before', async () => {
    const before = await numberIn();
    const client = await database.sql.connect();
    await client.query('BEGIN');
    await client.query(WRITE);
    await client.query(WRITE);
    expect(await numberIn()).toBe(before);
    await client.query('COMMIT');
    client.release();
    const after = await numberIn();
    expect(after).toBeGreaterThan(before);
    await until(() => publications.current() === after);
    const { rows } = await database.sql.query('SELECT 1 FROM publication.request');
    expect(rows).toEqual([]);
  });

  it('does not move when the transaction is rolled back, nor for what nobody may read', async () => {
    const before = await numberIn();
    const client = await database.sql.connect();
    await client.query('BEGIN');
    await client.query(WRITE);
    await client.query('ROLLBACK');
    client.release();
    await database.sql.query('DELETE FROM import_change');
    expect(await numberIn()).toBe(before);
  });

  it('is told of concurrent transactions in the order of their commits, none waiting for another', async () => {
    const [one, other] = [await database.sql.connect(), await database.sql.connect()];
    await one.query('BEGIN');
    await one.query(WRITE);
    await other.query('BEGIN');
    await other.query(WRITE);
    await other.query('COMMIT');
    const first = await numberIn();
    await one.query('COMMIT');
    expect(await numberIn()).toBeGreaterThan(first);
    one.release();
    other.release();
  });

  it('is not known while the connection is lost, and is known again by itself', async () => {
    let isForgotten = false;
    const end = publications.subscribe(() => (isForgotten ||= publications.current() === null));
    await withClient(database.url, (client) =>
      client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE application_name = 'hub-publications' AND datname = current_database()`),
    );
    await until(() => isForgotten);
    await database.sql.query(WRITE);
    const expected = await numberIn();
    await until(() => publications.current() === expected);
    end();
  });
});

describe('what a subgraph answers', () => {
  let clock: HeldClock;
  // Once the number is known, it stays so.
  beforeAll(async () => {
    const expected = await numberIn();
    await until(() => publications.current() === expected);
    clock = holdClock();
  });
  afterAll(() => clock.release());

  it('its header tells the number at the arrival of the request, and the route waits for the next one', async () => {
    const app = fastify();
    addPublication(app, publications);
    const before = publications.current();
    const now = await app.inject('/publication');
    expect([now.headers['hub-publication'], now.json()]).toEqual([String(before), { number: before }]);
    const waiting = app.inject(`/publication?after=${String(before)}`);
    await database.sql.query(WRITE);
    const moved = (await waiting).json<{ number: number }>();
    expect(moved.number).toBeGreaterThan(before ?? 0);
    await app.close();
  });

  it('it closes without waiting for who waits', async () => {
    const app = fastify({ forceCloseConnections: 'idle' });
    addPublication(app, publications);
    let arrived: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    app.addHook('preHandler', (_request, _reply, done) => {
      arrived();
      done();
    });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const waiting = fetch(`${address}/publication?after=${String(publications.current())}`);
    await asked;
    // The second for which it would wait does not pass.
    const [answer] = await Promise.all([waiting, app.close()]);
    expect(answer.status).toBe(200);
  });

  it('a server whose number is not known tells none', async () => {
    const unknown = { current: () => null, subscribe: () => () => undefined, close: () => Promise.resolve() };
    const app = fastify();
    addPublication(app, unknown);
    const { statusCode, headers } = await app.inject('/publication');
    expect([statusCode, headers['hub-publication']]).toEqual([503, undefined]);
    await app.close();
  });
});
