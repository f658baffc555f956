import { loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import type { EntryChange } from './accompaniment-entry.store.ts';
import { WRITE_ACCOMPANIMENTS } from './write-accompaniment.ts';

interface RevisionRow {
  readonly id: string;
  readonly revision: number;
  readonly change: EntryChange;
  readonly changedFields: string[];
  readonly reason: string | null;
  readonly author: string;
  readonly organisation: string | null;
  readonly recordedAt: Date;
}

const REVISIONS = `
  SELECT id, revision, change, coalesce(changed_fields, '{}') AS "changedFields", reason, author,
    author_organisation AS organisation, recorded_at AS "recordedAt"
  FROM accompaniment_revision WHERE id = ANY($1) ORDER BY id, revision DESC`;

const revisionsLoader = perRequest(({ sql }: Context) =>
  loaderOfGroups(
    async (ids: readonly string[]) => (await sql.query<RevisionRow>(REVISIONS, [ids])).rows,
    (row) => row.id,
  ),
);

/** The name that the graph gives to a column. */
function fieldName(column: string): string {
  if (column === 'latitude' || column === 'longitude') return 'coordinates';
  return column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const Change = builder.enumType('AccompanimentChange', {
  description: 'Ce qui est arrivé à un accompagnement, de la main d’un agent.',
  values: {
    CREATED: { description: 'Création.' },
    UPDATED: { description: 'Modification, ou annulation d’une seule séance.' },
    CANCELLED: { description: 'Annulation.' },
    GIVEN_BACK: { description: 'Rendu au fichier de sa source.' },
  } as const,
});

const AccompanimentRevision = builder.objectRef<RevisionRow>('AccompanimentRevision').implement({
  description: 'Une étape de l’histoire d’un accompagnement. L’histoire s’allonge et ne se réécrit pas.',
  access: WRITE_ACCOMPANIMENTS,
  fields: (t) => ({
    revision: t.exposeInt('revision', { description: 'Numéro de la révision, à partir de 1.' }),
    change: t.field({ type: Change, description: 'Ce qui est arrivé.', resolve: ({ change }) => change }),
    recordedAt: t.field({ type: 'DateTime', description: 'Quand.', resolve: ({ recordedAt }) => recordedAt }),
    author: t.exposeID('author', { description: 'Qui : un identifiant opaque, jamais un nom.' }),
    organisation: t.exposeString('organisation', { nullable: true, description: 'Son organisation.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Motif, pour une annulation.' }),
    changedFields: t.stringList({
      description: 'Champs qui ont changé depuis la révision précédente ; vide pour la première.',
      resolve: ({ changedFields }) => [...new Set(changedFields.map(fieldName))],
    }),
  }),
});

builder.queryField('accompanimentRevisions', (t) =>
  t.field({
    type: [AccompanimentRevision],
    access: WRITE_ACCOMPANIMENTS,
    nullable: true,
    description: 'Ce que des agents ont écrit d’un accompagnement, le plus récent d’abord.',
    args: { id: t.arg.id({ required: true, description: 'Identifiant de l’accompagnement.' }) },
    resolve: async (_root, { id }, context) => [...(await revisionsLoader(context).load(id))],
  }),
);
