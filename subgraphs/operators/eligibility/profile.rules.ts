import type { HouseholdProfile } from './eligibility.rules.ts';

/** A household's profile as a caller gives it: what is absent is not known. */
export type GivenProfile = { readonly [F in keyof HouseholdProfile]?: HouseholdProfile[F] | undefined };

/** Without the value, which says what a household lives on. */
export interface ProfileFault {
  readonly field: string;
  readonly message: string;
}

/** What is asked of the values that a profile gives; every fault at once. */
export function profileFaults(given: GivenProfile): readonly ProfileFault[] {
  const faults: ProfileFault[] = [];
  const { quotientFamilialEuros: quotient, ages, communeCode, epciSiren } = given;
  if (typeof quotient === 'number' && (quotient < 0 || quotient > 100_000))
    faults.push({
      field: 'quotientFamilialEuros',
      message: 'attendu un montant en euros de 0 à 100000, par exemple 543',
    });
  for (const age of ages ?? [])
    if (age < 0 || age > 120) faults.push({ field: 'ages', message: 'attendu un âge de 0 à 120 ans, par exemple 34' });
  if (typeof communeCode === 'string' && !/^(?:\d{5}|2[AB]\d{3})$/.test(communeCode))
    faults.push({ field: 'communeCode', message: 'attendu un code INSEE, par exemple « 47001 »' });
  if (typeof epciSiren === 'string' && !/^\d{9}$/.test(epciSiren))
    faults.push({ field: 'epciSiren', message: 'attendu un SIREN, par exemple « 200096956 »' });
  return faults;
}

/** A whole profile: what was not given is null, "not known". */
export function profileOf(given: GivenProfile): HouseholdProfile {
  return {
    availableTechnologies: given.availableTechnologies ?? null,
    benefits: given.benefits ?? null,
    quotientFamilialEuros: given.quotientFamilialEuros ?? null,
    ages: given.ages ?? null,
    hasReferral: given.hasReferral ?? null,
    copperClosing: given.copperClosing ?? null,
    communeCode: given.communeCode ?? null,
    epciSiren: given.epciSiren ?? null,
  };
}
