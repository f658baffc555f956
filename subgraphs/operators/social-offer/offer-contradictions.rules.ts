import type { OfferFault } from './offer-content.rules.ts';

type Candidate = Readonly<Record<string, unknown>>;

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function order(candidate: Candidate, low: string, high: string): boolean {
  const [first, second] = [candidate[low], candidate[high]];
  if (typeof first === 'number' && typeof second === 'number') return first <= second;
  return typeof first === 'string' && typeof second === 'string' ? first <= second : true;
}

/** What values that are each good say wrongly together; an offer that nobody can take up is one of them. */
export function contradictions(candidate: Candidate, today: string | null): readonly OfferFault[] {
  const fault = (field: string, message: string): OfferFault => {
    const value = candidate[field];
    return { field, value: isEmpty(value) ? '' : String(value), message };
  };
  const { verifiedOn, kind } = candidate;
  const found: OfferFault[] = [];
  if (!order(candidate, 'ageMin', 'ageMax')) found.push(fault('ageMax', 'l’âge maximal est sous l’âge minimal'));
  if (!order(candidate, 'verifiedOn', 'validUntil'))
    found.push(fault('validUntil', 'la fin de validité précède la date de vérification'));
  if (today !== null && typeof verifiedOn === 'string' && verifiedOn > today)
    found.push(fault('verifiedOn', `la vérification est dans le futur (nous sommes le ${today})`));
  if (kind === 'INTERNET' && isEmpty(candidate['technologiesNeeded']))
    found.push(fault('technologiesNeeded', 'une offre internet nomme au moins une technologie, par exemple FIBRE'));
  if (kind === 'INTERNET' && isEmpty(candidate['monthlyPriceCents']))
    found.push(fault('monthlyPriceCents', 'une offre internet a un prix mensuel, par exemple 1599'));
  const hasBothMeans = !isEmpty(candidate['benefits']) && !isEmpty(candidate['quotientFamilialMaxEuros']);
  if (candidate['oneMeansCriterionIsEnough'] === true && !hasBothMeans)
    found.push(
      fault('oneMeansCriterionIsEnough', 'n’a de sens qu’avec des prestations et un quotient familial maximal'),
    );
  if (['subscriptionText', 'subscriptionUrl', 'subscriptionPhone'].every((field) => isEmpty(candidate[field])))
    found.push(fault('subscriptionText', 'dites comment souscrire : un texte, une adresse web ou un téléphone'));
  return found;
}
