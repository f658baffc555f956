import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import {
  createPartner,
  rotateKey,
  type GivenKey,
  type KeyFacts,
  type PartnerFacts,
} from '../../../gateway/keys/key-administration.ts';

const FACTS: PartnerFacts & KeyFacts = {
  name: 'Emmaüs Connect',
  contact: 'numerique@exemple.fr',
  quotaClass: 'standard',
  origins: [],
  documents: 'any',
  expiresAt: null,
};

/** A partner's first key. */
export function partnerKey(
  client: Client,
  partner: string,
  changes: Partial<PartnerFacts & KeyFacts> = {},
): Promise<GivenKey> {
  return createPartner(client, partner, { ...FACTS, ...changes });
}

export function nextKey(
  client: Client,
  partner: string,
  changes: Partial<PartnerFacts & KeyFacts> = {},
  now = new Date(),
): Promise<GivenKey> {
  return rotateKey(client, partner, { changes, now });
}

/** Waits for what a gateway learns beside the requests. */
export async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await wait(10);
}
