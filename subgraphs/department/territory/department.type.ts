import { builder } from '../builder.ts';
import { PUBLISHED_FIGURES, type PublishedFigure } from './department.rules.ts';

const FigureUnit = builder.enumType('FigureUnit', {
  description: 'Unité d’un chiffre publié.',
  values: {
    SCORE_OF_25: { description: 'Note sur 25.' },
    PERCENT: { description: 'Pourcentage de la population concernée.' },
    PER_10000_INHABITANTS: { description: 'Nombre pour 10 000 habitants.' },
  } as const,
});

const DepartmentFigure = builder.objectRef<PublishedFigure>('DepartmentFigure').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'Un chiffre publié sur le département, avec ses références et sa source.',
  fields: (t) => ({
    code: t.exposeID('code', { description: 'Code stable du chiffre, par exemple « INDICE_RUPTURE ».' }),
    label: t.exposeString('label', { description: 'Ce que le chiffre mesure.' }),
    unit: t.field({ type: FigureUnit, description: 'Unité.', resolve: ({ unit }) => unit }),
    department: t.exposeFloat('department', { description: 'Valeur en Lot-et-Garonne.' }),
    region: t.exposeFloat('region', { description: 'Valeur en Nouvelle-Aquitaine.' }),
    france: t.exposeFloat('france', {
      nullable: true,
      description: 'Valeur en France hexagonale, si la source la donne.',
    }),
    source: t.exposeString('source', { description: 'Document d’où vient le chiffre.' }),
    studiedIn: t.exposeString('studiedIn', { description: 'Mois de l’étude, « AAAA-MM ».' }),
  }),
});

interface DepartmentRow {
  readonly communeCount: number;
  readonly epciCount: number;
  readonly population: number;
}

const Department = builder.objectRef<DepartmentRow>('Department').implement({
  directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
  description: 'Le Lot-et-Garonne.',
  fields: (t) => ({
    code: t.string({ description: 'Code du département.', resolve: () => '47' }),
    name: t.string({ description: 'Nom du département.', resolve: () => 'Lot-et-Garonne' }),
    communeCount: t.exposeInt('communeCount', { description: 'Nombre de communes.' }),
    epciCount: t.exposeInt('epciCount', { description: 'Nombre d’intercommunalités qui y ont une commune.' }),
    population: t.exposeInt('population', { description: 'Population municipale.' }),
    figures: t.field({
      type: [DepartmentFigure],
      description: 'Chiffres publiés sur l’inclusion numérique, avec leurs références régionale et nationale.',
      resolve: () => [...PUBLISHED_FIGURES],
    }),
  }),
});

builder.queryField('department', (t) =>
  t.field({
    type: Department,
    nullable: true,
    description: 'Le département : ses totaux et les chiffres publiés qui servent de référence.',
    resolve: async (_root, _args, { sql }) => {
      const query = `SELECT count(*)::int AS "communeCount", coalesce(sum(population), 0)::int AS population,
        (SELECT count(*)::int FROM epci) AS "epciCount" FROM commune`;
      return (await sql.query<DepartmentRow>(query)).rows[0] ?? null;
    },
  }),
);
