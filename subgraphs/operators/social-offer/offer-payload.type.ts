import { builder } from '../builder.ts';
import type { SocialOffer } from '../generated/client/client.ts';
import type { OfferFault as Fault } from './offer-content.rules.ts';
import { SocialInternetOffer } from './social-offer.type.ts';

/** What came of a mutation: exactly one of the three, nothing is written unless it is `offer`. */
export type OfferResult =
  | { readonly kind: 'WRITTEN'; readonly offer: SocialOffer }
  | { readonly kind: 'CONFLICT'; readonly current: SocialOffer; readonly expectedRevision: number }
  | { readonly kind: 'REFUSED'; readonly faults: readonly Fault[] };

type Conflict = Extract<OfferResult, { kind: 'CONFLICT' }>;

const OfferConflict = builder.objectRef<Conflict>('OfferConflict').implement({
  description: 'L’offre a changé depuis qu’elle a été lue : rien n’a été écrit.',
  fields: (t) => ({
    message: t.string({
      description: 'Ce qui s’est passé, en une phrase.',
      resolve: ({ current, expectedRevision }) =>
        `L’offre « ${current.name} » en est à la révision ${current.revision}, et non ${expectedRevision} : relisez-la, puis recommencez avec expectedRevision: ${current.revision}.`,
    }),
    expectedRevision: t.exposeInt('expectedRevision', { description: 'Révision que l’appelant avait lue.' }),
    currentRevision: t.int({ description: 'Révision actuelle.', resolve: ({ current }) => current.revision }),
    current: t.field({
      type: SocialInternetOffer,
      description: 'L’offre telle qu’elle est maintenant.',
      resolve: ({ current }) => current,
    }),
  }),
});

const OfferFault = builder.objectRef<Fault>('OfferFault').implement({
  description: 'Une valeur refusée.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Champ en cause, par exemple « communeCodes[1] ».' }),
    value: t.exposeString('value', { description: 'Valeur reçue ; vide si elle manque.' }),
    message: t.exposeString('message', { description: 'Ce qui ne va pas, et un exemple correct.' }),
  }),
});

export const OfferPayload = builder.objectRef<OfferResult>('OfferPayload').implement({
  description: 'Le résultat d’une écriture : l’offre écrite, un conflit, ou toutes les valeurs refusées.',
  fields: (t) => ({
    offer: t.field({
      type: SocialInternetOffer,
      nullable: true,
      description: 'L’offre écrite ; nul quand rien n’a été écrit.',
      resolve: (result) => (result.kind === 'WRITTEN' ? result.offer : null),
    }),
    conflict: t.field({
      type: OfferConflict,
      nullable: true,
      description: 'Le conflit avec une écriture plus récente, s’il y en a un.',
      resolve: (result) => (result.kind === 'CONFLICT' ? result : null),
    }),
    faults: t.field({
      type: [OfferFault],
      description: 'Toutes les valeurs refusées ; vide quand il n’y en a pas.',
      resolve: (result) => (result.kind === 'REFUSED' ? [...result.faults] : []),
    }),
  }),
});
