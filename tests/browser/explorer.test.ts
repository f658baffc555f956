import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { openHub, type Hub } from '../support/hub.ts';

let hub: Hub;
let browser: Browser;

beforeAll(async () => {
  hub = await openHub();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await hub.close();
});

async function open(path: string): Promise<{ page: Page; foreign: string[]; failures: string[] }> {
  const page = await browser.newPage({ locale: 'fr-FR' });
  const foreign: string[] = [];
  const failures: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(hub.url) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text());
  });
  await page.goto(`${hub.url}${path}`, { waitUntil: 'networkidle' });
  return { page, foreign, failures };
}

describe('in a browser', () => {
  it('the first page is in French and leads to the explorer', async () => {
    const { page, foreign, failures } = await open('/');
    expect(await page.title()).toContain('Déclic47');
    await page.getByRole('main').getByRole('link', { name: 'Explorateur' }).click();
    await page.waitForURL('**/explorer');
    expect({ foreign, failures }).toEqual({ foreign: [], failures: [] });
  });

  it('the explorer runs a named operation and asks nothing of any other site', async () => {
    const { page, foreign, failures } = await open('/explorer');
    await page.getByText('HouseholdLookup').first().click();
    await page.getByRole('button', { name: /execute|exécuter/i }).click();
    await page.waitForFunction(() => document.body.innerText.includes('"verdict"'), undefined, { timeout: 20_000 });
    expect({ foreign, failures }).toEqual({ foreign: [], failures: [] });
  });
});
