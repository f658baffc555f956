import { hub, type Contender } from './contenders.ts';

/** The hub without what is measured, which the others are compared with. */
export const BARE = { id: 'bare', heading: 'to the bare hub' };

export interface IdentityMeans {
  readonly supergraphFile: string;
  /** The same graph, its household fields reserved. */
  readonly protectedFile: string;
  readonly trustedDocuments: string;
  /** The keys of the local issuer, and a token of it. */
  readonly peopleKeys: string;
  readonly token: string;
  readonly database: string;
  readonly key: string;
}

export interface IdentityContender extends Contender {
  readonly id: string;
  readonly supergraphFile: string;
}

/** The same hub, with more and more of what tells who asks and what may be asked. */
export function identityContenders(means: IdentityMeans): readonly IdentityContender[] {
  const { supergraphFile, protectedFile, trustedDocuments, peopleKeys, token, database, key } = means;
  const bare = variant({ BENCH_PROTECTION: 'none' });
  const production = { BENCH_PROTECTION: 'production', TRUSTED_DOCUMENTS: trustedDocuments };
  return [
    { id: BARE.id, title: 'Bare hub, anonymous', supergraphFile, start: bare },
    { id: 'bare-again', title: 'The same again: the noise', supergraphFile, start: bare },
    { id: 'limits', title: 'Production’s limits, anonymous', supergraphFile, start: variant(production) },
    {
      id: 'person',
      title: 'The same, a person’s token, reserved fields',
      supergraphFile: protectedFile,
      start: variant({ ...production, BENCH_PEOPLE_KEYS: peopleKeys }),
      headers: { authorization: `Bearer ${token}` },
    },
    {
      id: 'partner',
      title: 'The same, a partner’s key, public fields',
      supergraphFile,
      start: variant({ ...production, GATEWAY_DATABASE_URL: database }),
      headers: { 'x-api-key': key },
    },
  ];
}

/** Each fetch is asked alone, as a person's always is: joining them would hide what identity costs. No planner warms up. */
function variant(env: Readonly<Record<string, string>>): Contender['start'] {
  return (place) => hub(place, { ...env, BATCH: '1', WARM_UP: '0' });
}
