import type { InputFieldBuilder } from '@pothos/core';
import { builder } from '../builder.ts';
import { OfferKindEnum, SocialBenefitEnum, TechnologyEnum } from '../eligibility/vocabulary.type.ts';

type InputBuilder = InputFieldBuilder<(typeof builder)['$inferSchemaTypes'], 'InputObject'>;

/** What an offer sells. */
function termFields(t: InputBuilder, required: boolean) {
  return {
    name: t.string({ required, description: 'Nom de l’offre, de 3 à 160 caractères.' }),
    description: t.string({ description: 'Ce que l’offre apporte.' }),
    kind: t.field({ type: OfferKindEnum, required, description: 'Ce qu’est l’offre.' }),
    technologiesNeeded: t.field({
      type: [TechnologyEnum],
      description: 'Technologies dont une est nécessaire au logement ; obligatoire pour une offre internet.',
    }),
    monthlyPriceCents: t.int({ description: 'Prix mensuel en centimes d’euro, par exemple 1599.' }),
    oneOffPriceCents: t.int({ description: 'Frais uniques en centimes d’euro.' }),
    downloadMbps: t.int({ description: 'Débit descendant annoncé, en Mbit/s.' }),
    uploadMbps: t.int({ description: 'Débit montant annoncé, en Mbit/s.' }),
    documentsNeeded: t.stringList({ description: 'Justificatifs à fournir.' }),
    subscriptionText: t.string({ description: 'Marche à suivre pour souscrire.' }),
    subscriptionUrl: t.string({ description: 'Page web pour souscrire.' }),
    subscriptionPhone: t.string({ description: 'Téléphone pour souscrire, par exemple « 3900 ».' }),
  };
}

/** Whom an offer is for, and how its terms are known. */
function criterionFields(t: InputBuilder) {
  return {
    benefits: t.field({ type: [SocialBenefitEnum], description: 'Prestations dont une suffit.' }),
    quotientFamilialMaxEuros: t.int({ description: 'Quotient familial maximal, en euros, compris.' }),
    oneMeansCriterionIsEnough: t.boolean({ description: 'Une prestation ou le quotient familial suffit-il ?' }),
    ageMin: t.int({ description: 'Âge minimal du titulaire, compris.' }),
    ageMax: t.int({ description: 'Âge maximal du titulaire, compris.' }),
    referralNeeded: t.boolean({ description: 'Faut-il l’orientation d’un travailleur social ?' }),
    copperClosingOnly: t.boolean({ description: 'Réservée aux foyers dont la ligne cuivre ferme ?' }),
    communeCodes: t.stringList({ description: 'Codes INSEE des communes du périmètre.' }),
    epciSirens: t.stringList({ description: 'SIREN des intercommunalités du périmètre.' }),
    source: t.string({ description: 'D’où viennent ces termes ; « Déclaration du fournisseur » par défaut.' }),
    sourceUrl: t.string({ description: 'Page où ces termes peuvent être lus.' }),
    verifiedOn: t.field({
      type: 'Date',
      description: 'Jour de vérification des termes ; aujourd’hui par défaut à la publication.',
    }),
    validUntil: t.field({ type: 'Date', description: 'Dernier jour annoncé de l’offre.' }),
  };
}

export const OfferInput = builder.inputType('OfferInput', {
  description: 'Une offre à publier. Un critère absent ne demande rien au foyer.',
  fields: (t) => ({ ...termFields(t, true), ...criterionFields(t) }),
});

export const OfferChangesInput = builder.inputType('OfferChangesInput', {
  description: 'Ce qui change dans une offre : une valeur absente reste ce qu’elle était, une valeur nulle l’efface.',
  fields: (t) => ({ ...termFields(t, false), ...criterionFields(t) }),
});
