import { builder } from '../builder.ts';
import { ORGANISATION_KINDS } from './organisation-kind.rules.ts';
import { organisationBySiretLoader, organisationLoader, type OrganisationRow } from './organisation.loaders.ts';

type Kinds = { [K in keyof typeof ORGANISATION_KINDS]: { description: string } };

export const OrganisationKindEnum = builder.enumType('OrganisationKind', {
  description: 'Nature d’une organisation.',
  values: Object.fromEntries(
    Object.entries(ORGANISATION_KINDS).map(([code, label]) => [code, { description: `${label}.` }]),
  ) as Kinds,
});

/** An organisation. Other features extend it with `builder.objectField(Organisation, …)`. */
export const Organisation = builder.objectRef<OrganisationRow>('Organisation').implement({
  directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
  description:
    'Une organisation : opérateur de services, fournisseur d’accès, collectivité, association ou structure d’un lieu.',
  fields: (t) => ({
    id: t.exposeID('id', {
      description:
        'Identifiant stable, par exemple « caf-47 » ; SIRET ou RNA pour les structures connues par leurs lieux.',
    }),
    name: t.exposeString('name', { description: 'Nom.' }),
    kind: t.field({ type: OrganisationKindEnum, description: 'Nature.', resolve: ({ kind }) => kind }),
    siret: t.exposeID('siret', {
      nullable: true,
      description: 'SIRET (clé vérifiée), nul tant qu’il n’est pas importé.',
    }),
    rna: t.exposeString('rna', { nullable: true, description: 'Numéro RNA d’une association sans SIRET.' }),
    groupName: t.exposeString('group_name', { nullable: true, description: 'Groupe ou réseau, d’après l’import.' }),
    source: t.exposeString('source', { description: 'D’où vient cette fiche.' }),
    asOf: t.field({ type: 'Date', description: 'Date de la fiche.', resolve: ({ as_of: asOf }) => asOf }),
  }),
});

builder.asEntity(Organisation, {
  key: [builder.selection<{ id: string }>('id'), builder.selection<{ siret: string }>('siret')],
  resolveReference: (reference, context) =>
    'id' in reference && reference.id
      ? organisationLoader(context).load(reference.id)
      : organisationBySiretLoader(context).load((reference as { siret: string }).siret),
});
