import type { Partner, Person } from '../../platform/actor.ts';

/** A person without role or scope. */
export const PERSON: Person = {
  kind: 'person',
  id: 'p',
  organisationSiret: null,
  organisationId: null,
  roles: [],
  epciSirens: [],
  scopes: [],
};

/** A partner that may ask any document. */
export function partner(id: string, own: Partial<Pick<Partner, 'quotaClass' | 'scopes'>> = {}): Partner {
  return { kind: 'partner', id, quotaClass: 'standard', scopes: [], documents: 'any', ...own };
}
