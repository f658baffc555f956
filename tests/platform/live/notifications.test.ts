import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openNotifications, type NotifiedChannel, type Notifications } from '../../../platform/live/notifications.ts';
import { cutLine, type CutLine } from '../../support/cut-line.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { openGatewayDatabase, type GatewayDatabase } from '../../support/gateway-database.ts';

/** A line that is silent is found out by a question, and by its deadline. */
const CHECK_EVERY_MS = 5000;
const TIMEOUT_MS = 2000;

let clock: HeldClock;
let database: GatewayDatabase;
const open: { close: () => Promise<unknown> }[] = [];
beforeAll(async () => {
  database = await openGatewayDatabase();
});
beforeEach(() => {
  clock = holdClock();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  clock.release();
});
afterAll(() => database.close());

function following(url = database.url): Notifications {
  const notifications = openNotifications(url);
  open.push(notifications);
  return notifications;
}

async function line(): Promise<CutLine> {
  const opened = await cutLine(database.url);
  open.push(opened);
  return opened;
}

async function notify(channel: NotifiedChannel, count = 1): Promise<void> {
  const sql = 'SELECT pg_notify($1, number::text) FROM generate_series(1, $2) number';
  await database.client.query(sql, [channel, count]);
}

const ended = (sentence: RegExp) => ({
  message: expect.stringMatching(sentence),
  extensions: expect.objectContaining({ code: 'SUBSCRIPTION_ENDED' }),
});

describe('a reader of what a database tells', () => {
  it.each([
    ['as many as may wait are all read, whenever that is', 200],
    ['one more ends its reading, once those that waited are read', 201],
  ])('%s', async (_behaviour, count) => {
    const notifications = following();
    const late = await notifications.listen('import_published');
    const prompt = await notifications.listen('diagnostic_updated');
    await notify('import_published', count);
    await notify('diagnostic_updated');
    // Told in order, on the same connection: the others have come.
    expect(await prompt.next()).toEqual({ done: false, value: '1' });
    for (let number = 1; number <= 200; number += 1) expect((await late.next()).value).toBe(String(number));
    if (count > 200) {
      await expect(late.next()).rejects.toMatchObject(ended(/plus de 200 changements/));
      expect(await late.next()).toEqual({ done: true, value: undefined });
    }
    await notify('diagnostic_updated');
    expect(await prompt.next()).toEqual({ done: false, value: '1' });
  });

  it('is told that the connection is lost, and may begin again once there is one', async () => {
    const cut = await line();
    const notifications = following(cut.url);
    const [waiting, reading] = [
      await notifications.listen('import_published'),
      await notifications.listen('diagnostic_updated', 'first'),
    ];
    const next = waiting.next();
    cut.cut();
    await expect(next).rejects.toMatchObject(ended(/n’est plus jointe/));
    expect((await reading.next()).value).toBe('first');
    await expect(reading.next()).rejects.toMatchObject(ended(/n’est plus jointe/));
    await expect(notifications.listen('import_published')).rejects.toMatchObject(ended(/n’est plus jointe/));
    cut.restore();
    const again = await notifications.listen('import_published');
    await notify('import_published');
    expect((await again.next()).value).toBe('1');
  });

  it('is told so too when the line goes silent without being cut', async () => {
    const silent = await line();
    const reading = await following(silent.url).listen('import_published');
    silent.silence();
    const refused = expect(reading.next()).rejects.toMatchObject(ended(/n’est plus jointe/));
    clock.advance(CHECK_EVERY_MS + TIMEOUT_MS);
    await refused;
  });

  it('is told so by the database that ends the connection', async () => {
    const reading = await following().listen('import_published');
    const ends = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'hub-notifications' AND datname = current_database()`;
    const next = reading.next();
    const refused = expect(next).rejects.toMatchObject(ended(/n’est plus jointe/));
    await database.client.query(ends);
    await refused;
  });
});
