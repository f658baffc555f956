import { hubError } from '../../../platform/errors.ts';
import { builder } from '../builder.ts';
import type { HouseholdProfile as Profile } from './eligibility.rules.ts';
import { profileFaults, profileOf, type GivenProfile } from './profile.rules.ts';
import { SocialBenefitEnum, TechnologyEnum } from './vocabulary.type.ts';

export const HouseholdProfile = builder.inputType('HouseholdProfile', {
  description:
    'Ce que l’on sait d’un foyer, sans nom ni adresse. Tout est facultatif : une valeur absente ou nulle veut dire « inconnu », jamais « aucun ».',
  fields: (t) => ({
    benefits: t.field({
      type: [SocialBenefitEnum],
      description: 'Toutes les prestations que reçoit le foyer ; une liste vide dit qu’il n’en reçoit aucune.',
    }),
    quotientFamilialEuros: t.int({ description: 'Quotient familial (CAF ou MSA), en euros, par exemple 543.' }),
    ages: t.intList({ description: 'Âges des personnes qui pourraient souscrire, en années.' }),
    hasReferral: t.boolean({ description: 'Le foyer a-t-il l’orientation d’un travailleur social ?' }),
    copperClosing: t.boolean({ description: 'La fermeture de la ligne cuivre est-elle datée au logement ?' }),
    communeCode: t.string({ description: 'Code INSEE de la commune du logement, par exemple « 47001 ».' }),
    epciSiren: t.string({ description: 'SIREN de l’intercommunalité du logement, par exemple « 200096956 ».' }),
    availableTechnologies: t.field({
      type: [TechnologyEnum],
      description: 'Technologies disponibles au logement ; ignoré quand la demande part d’un local, qui les connaît.',
    }),
  }),
});

/** @throws INVALID_INPUT with every fault of the profile, none of its values: they say what a household lives on. */
export function readProfile(given: GivenProfile | null | undefined): Profile {
  const faults = profileFaults(given ?? {});
  if (faults.length === 0) return profileOf(given ?? {});
  const sentence = faults.map(({ field, message }) => `${field} : ${message}`).join(' ; ');
  throw hubError('INVALID_INPUT', `Profil refusé. ${sentence}.`, { faults });
}
