import { importPublications, type ImportPublicationShape } from '../../../platform/live/import-publications.ts';
import { builder } from '../builder.ts';
import { datasets } from '../import.ts';

const ImportPublication = builder.objectRef<ImportPublicationShape>('ImportPublication').implement({
  shareable: true,
  description: 'Un import qui vient d’être publié, ou annulé : les données de ce jeu ont changé.',
  fields: (t) => ({
    dataset: t.exposeString('dataset', { description: 'Nom du jeu de données, par exemple « places ».' }),
    label: t.string({
      description: 'Nom français du jeu de données.',
      resolve: ({ dataset }) => datasets.find(({ name }) => name === dataset)?.label ?? dataset,
    }),
    number: t.exposeInt('number', { description: 'Numéro de l’import au journal de l’organisation.' }),
    source: t.exposeString('source', { description: 'Producteur de la donnée.' }),
    asOf: t.expose('asOf', { type: 'Date', description: 'Date de la donnée chez son producteur.' }),
    publishedAt: t.expose('publishedAt', { type: 'DateTime', description: 'Instant de sa publication.' }),
    undone: t.exposeBoolean('undone', {
      description: 'Vrai quand l’import est annulé : ce qu’il remplaçait est revenu.',
    }),
  }),
});

builder.subscriptionField('departmentImportPublished', (t) =>
  t.field({
    type: ImportPublication,
    description: 'Chaque import du Département, quand il est publié ou annulé. Public.',
    subscribe: (_root, _args, context) => importPublications(context),
    resolve: (publication) => publication,
  }),
);
