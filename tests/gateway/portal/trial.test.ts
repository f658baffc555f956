import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readGatewayEnv } from '../../../gateway/env.ts';
import { ROLE_LABELS } from '../../../platform/access/labels.ts';
import { ROLES } from '../../../platform/roles.ts';
import { DEVELOPMENT_KEYS } from '../../support/identity.ts';
import { personBrowser } from '../../support/person-browser.ts';
import { ask, openGateway, type World } from '../world.ts';

const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };

let world: World;
beforeAll(async () => {
  world = await openGateway({ developmentKeys: DEVELOPMENT_KEYS });
});
afterAll(() => world.close());

/** `fetch` does not let one name another host. */
function statusOf(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...OWN_PAGE, ...headers };
    const sent = request(`${world.url}/session/essai`, { method: 'POST', headers: form }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end('role=advisor');
  });
}

describe('trying a role on a developer’s machine', () => {
  it('is offered on the first page and on one’s own', async () => {
    expect((await personBrowser().get(world.url)).text).toContain('Essayer un rôle');
    expect((await personBrowser().get(`${world.url}/mon-espace`)).text).toContain('Essayer en tant que');
  });

  it.each(ROLES)('%s takes one click, and /graphql knows the person', async (role) => {
    const browser = personBrowser();
    const tried = await browser.post(`${world.url}/session/essai`, { role });
    const page = await browser.get(new URL(tried.headers.get('location') ?? '', world.url).href);
    expect(page.text).toContain(`<dd>${ROLE_LABELS[role]}</dd>`);
    expect(page.text).toContain('personne inventée');
    const { token } = JSON.parse((await browser.post(`${world.url}/session/jeton`)).text) as { token: string };
    const { headers } = await ask(world, '{ communes { name } }', { headers: { authorization: `Bearer ${token}` } });
    expect(headers.get('ratelimit-policy')).toContain('person');
    await browser.post(`${world.url}/deconnexion`);
    expect((await browser.get(`${world.url}/mon-espace`)).text).toContain('Vous n’êtes pas connecté');
  });

  it('refuses a role that is none, and names a good one', async () => {
    const seen = await personBrowser().post(`${world.url}/session/essai`, { role: '<b>roi</b>' });
    expect(seen.status).toBe(400);
    expect(seen.text).toContain('« &lt;b&gt;roi&lt;/b&gt; » n’est pas un rôle du hub. Exemple : « advisor »');
  });

  it.each([
    ['through a reverse proxy', { 'x-forwarded-for': '203.0.113.7' }],
    ['under a name that others can reach', { host: 'hub.exemple.fr' }],
    ['by another site', { 'sec-fetch-site': 'cross-site' }],
    ['by a page of another port', { origin: 'http://127.0.0.1:1' }],
  ])('is refused %s', async (_how, headers) => {
    expect(await statusOf({})).toBe(303);
    expect(await statusOf(headers)).toBe(403);
  });
});

describe('in production', () => {
  it('there is no such thing: the gateway does not start with the local issuer’s keys', () => {
    const variables = { NODE_ENV: 'production', DEVELOPMENT_ISSUER_KEYS: DEVELOPMENT_KEYS };
    expect(() => readGatewayEnv(variables)).toThrow(/DEVELOPMENT_ISSUER_KEYS .* interdit/);
  });
});

describe('a hub where nobody can log in', () => {
  it('has none of these pages, and its first page does not speak of them', async () => {
    const other = await openGateway();
    try {
      for (const path of ['/connexion', '/connexion/retour', '/mon-espace', '/session']) {
        expect({ path, status: (await fetch(other.url + path)).status }).toEqual({ path, status: 404 });
      }
      expect((await personBrowser().post(`${other.url}/session/essai`, { role: 'advisor' })).status).toBe(404);
      expect((await personBrowser().get(other.url)).text).not.toMatch(/mon-espace|connecter/i);
      expect((await personBrowser().get(`${other.url}/explorer`)).text).not.toContain('data-accounts');
    } finally {
      await other.close();
    }
  });
});
