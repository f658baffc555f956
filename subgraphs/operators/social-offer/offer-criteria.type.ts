import { aboutSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { SocialBenefitEnum } from '../eligibility/vocabulary.type.ts';
import type { SocialOffer } from '../generated/client/client.ts';
import { Commune } from '../operator/commune.type.ts';

export const OfferCriteria = builder.objectRef<SocialOffer>('OfferCriteria').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'Ce qu’une offre demande à un foyer. Une liste vide ou une valeur nulle ne demande rien.',
  fields: (t) => ({
    benefits: t.field({
      type: [SocialBenefitEnum],
      description: 'Prestations dont une suffit.',
      resolve: ({ benefits }) => benefits,
    }),
    quotientFamilialMaxEuros: t.exposeInt('quotientFamilialMaxEuros', {
      nullable: true,
      description: 'Quotient familial maximal, en euros, compris.',
    }),
    oneMeansCriterionIsEnough: t.exposeBoolean('oneMeansCriterionIsEnough', {
      description: 'Vrai quand une prestation ou le quotient familial suffit ; faux quand il faut les deux.',
    }),
    ageMin: t.exposeInt('ageMin', { nullable: true, description: 'Âge minimal du titulaire, en années, compris.' }),
    ageMax: t.exposeInt('ageMax', { nullable: true, description: 'Âge maximal du titulaire, en années, compris.' }),
    referralNeeded: t.exposeBoolean('referralNeeded', {
      description: 'Vrai quand il faut l’orientation d’un travailleur social.',
    }),
    copperClosingOnly: t.exposeBoolean('copperClosingOnly', {
      description: 'Vrai quand l’offre est réservée aux foyers dont la ligne cuivre ferme.',
    }),
    communes: t.field({
      type: [Commune],
      directives: { listSize: aboutSize(45) },
      description: 'Communes du périmètre.',
      resolve: ({ communeCodes }) => communeCodes.map((inseeCode) => ({ inseeCode })),
    }),
    epciSirens: t.exposeStringList('epciSirens', { description: 'SIREN des intercommunalités du périmètre.' }),
  }),
});
