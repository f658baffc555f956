import type { AccessRule } from '../../../platform/access/access-rule.ts';
import type { Actor } from '../../../platform/actor.ts';
import { hubError } from '../../../platform/errors.ts';
import type { Context } from '../context.ts';
import type { Prisma, SocialOffer } from '../generated/client/client.ts';
import { checkOffer } from './offer-content.rules.ts';
import type { OfferResult } from './offer-payload.type.ts';
import { columnsOf, contentOf } from './offer-row.ts';
import { slugOf } from './slug.rules.ts';

type Given = Readonly<Record<string, unknown>>;

const NOTHING_SAID: Given = {
  description: null,
  technologiesNeeded: [],
  monthlyPriceCents: null,
  oneOffPriceCents: null,
  downloadMbps: null,
  uploadMbps: null,
  benefits: [],
  quotientFamilialMaxEuros: null,
  oneMeansCriterionIsEnough: false,
  ageMin: null,
  ageMax: null,
  referralNeeded: false,
  copperClosingOnly: false,
  communeCodes: [],
  epciSirens: [],
  documentsNeeded: [],
  subscriptionText: null,
  subscriptionUrl: null,
  subscriptionPhone: null,
  source: 'Déclaration du fournisseur',
  sourceUrl: null,
  validUntil: null,
};

/** Who writes offers; whose they are is checked offer by offer. */
export const WRITE_OFFERS: AccessRule = { scopes: [['offers:write']], policies: [['own-organisation']] };

/** The organisation that an actor publishes for. @throws FORBIDDEN when it acts for none. */
function ownOrganisation(actor: Actor): string {
  if (actor.kind === 'person' && actor.organisationId !== null) return actor.organisationId;
  throw hubError(
    'FORBIDDEN',
    'Seul un fournisseur publie ses offres : votre accès n’est rattaché à aucune organisation, faites-le corriger.',
  );
}

/** @throws FORBIDDEN unless the actor is the offer's own provider. */
function requireProvider(actor: Actor, offer: SocialOffer): string {
  const organisationId = ownOrganisation(actor);
  if (organisationId === offer.providerId) return organisationId;
  throw hubError(
    'FORBIDDEN',
    `L’offre « ${offer.name} » appartient à « ${offer.providerId} » : « ${organisationId} » ne peut modifier que ses propres offres.`,
  );
}

/** Publishes an offer of the actor's organisation. The same offer sent twice is published once. */
export async function publishOffer(given: Given, { prisma, actor, now, today }: Context): Promise<OfferResult> {
  const providerId = ownOrganisation(actor);
  const checked = checkOffer({ ...NOTHING_SAID, verifiedOn: today, ...withoutAbsent(given) }, today);
  if (!checked.ok) return { kind: 'REFUSED', faults: checked.faults };
  const { name } = checked.content;
  const slug = slugOf(name);
  if (slug === '') return refused('name', name, 'attendu un nom avec des lettres ou des chiffres');
  const id = `${slugOf(providerId)}-${slug}`;
  const row = { ...columnsOf(checked.content), id, providerId, status: 'PUBLISHED', revision: 1 } as const;
  const trace = { editedByOperator: true, lastChange: 'PUBLISHED', updatedBy: providerId, updatedAt: now } as const;
  const { count } = await prisma.socialOffer.createMany({ data: [{ ...row, ...trace }], skipDuplicates: true });
  if (count === 0) return refused('name', name, `l’offre « ${id} » porte déjà ce nom : révisez-la`);
  return { kind: 'WRITTEN', offer: await prisma.socialOffer.findUniqueOrThrow({ where: { id } }) };
}

interface Edit {
  readonly id: string;
  readonly expectedRevision: number;
}

/** Changes what is given of an offer; a withdrawn offer is published again. */
export async function reviseOffer(
  { id, expectedRevision }: Edit,
  given: Given,
  context: Context,
): Promise<OfferResult> {
  const offer = await editable(id, context);
  if (offer === null) return refused('id', id, 'aucune offre n’a cet identifiant');
  if (offer.revision !== expectedRevision) return { kind: 'CONFLICT', current: offer, expectedRevision };
  const checked = checkOffer({ ...contentOf(offer), ...withoutAbsent(given) }, context.today);
  if (!checked.ok) return { kind: 'REFUSED', faults: checked.faults };
  const lastChange = offer.status === 'WITHDRAWN' ? 'PUBLISHED' : 'REVISED';
  const data = { ...columnsOf(checked.content), status: 'PUBLISHED', lastChange, lastReason: null } as const;
  return write(offer, data, context);
}

/** Withdraws an offer; it stays readable with its history. */
export async function withdrawOffer(
  { id, expectedRevision }: Edit,
  reason: string,
  context: Context,
): Promise<OfferResult> {
  const offer = await editable(id, context);
  if (offer === null) return refused('id', id, 'aucune offre n’a cet identifiant');
  if (offer.revision !== expectedRevision) return { kind: 'CONFLICT', current: offer, expectedRevision };
  if (offer.status === 'WITHDRAWN') return refused('id', id, 'cette offre est déjà retirée');
  const lastReason = reason.trim();
  if (lastReason.length < 3 || lastReason.length > 500)
    return refused(
      'reason',
      reason,
      'attendu un motif de 3 à 500 caractères, par exemple « fin de commercialisation »',
    );
  return write(offer, { status: 'WITHDRAWN', lastChange: 'WITHDRAWN', lastReason }, context);
}

async function editable(id: string, { prisma, actor }: Context): Promise<SocialOffer | null> {
  ownOrganisation(actor);
  const offer = await prisma.socialOffer.findUnique({ where: { id } });
  if (offer !== null) requireProvider(actor, offer);
  return offer;
}

/** Writes on the revision that was read, or not at all: whoever came first wins, and the other is told. */
async function write(
  { id, revision, providerId }: SocialOffer,
  data: Prisma.SocialOfferUpdateManyMutationInput,
  { prisma, now }: Context,
): Promise<OfferResult> {
  const trace = { revision: revision + 1, editedByOperator: true, updatedBy: providerId, updatedAt: now };
  const { count } = await prisma.socialOffer.updateMany({ where: { id, revision }, data: { ...data, ...trace } });
  const offer = await prisma.socialOffer.findUniqueOrThrow({ where: { id } });
  return count === 1 ? { kind: 'WRITTEN', offer } : { kind: 'CONFLICT', current: offer, expectedRevision: revision };
}

function refused(field: string, value: string, message: string): OfferResult {
  return { kind: 'REFUSED', faults: [{ field, value, message }] };
}

function withoutAbsent(given: Given): Given {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
