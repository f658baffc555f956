import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import {
  createPartner,
  rotateKey,
  type GivenKey,
  type KeyFacts,
  type PartnerFacts,
} from '../../../gateway/keys/key-administration.ts';
import { noteKeys } from '../../support/leaks/secrets.ts';

const FACTS: PartnerFacts & KeyFacts = {
  name: 'Emmaüs Connect',
  contact: 'numerique@exemple.fr',
  quotaClass: 'standard',
  origins: [],
  documents: 'any',
  expiresAt: null,
};

/** A key is told once, when it is made: from there on nothing may say it. */
async function noted(making: Promise<GivenKey>): Promise<GivenKey> {
  const given = await making;
  noteKeys(given.key);
  return given;
}

/** A partner's first key. */
export function partnerKey(
  client: Client,
  partner: string,
  changes: Partial<PartnerFacts & KeyFacts> = {},
): Promise<GivenKey> {
  return noted(createPartner(client, partner, { ...FACTS, ...changes }));
}

export function nextKey(
  client: Client,
  partner: string,
  changes: Partial<PartnerFacts & KeyFacts> = {},
  now = new Date(),
): Promise<GivenKey> {
  return noted(rotateKey(client, partner, { changes, now }));
}

/** Waits for what a gateway learns beside the requests. */
export async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await wait(10);
}
