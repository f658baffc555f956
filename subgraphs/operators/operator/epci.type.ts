import { builder } from '../builder.ts';
import { Commune } from './commune.type.ts';
import { desksOfCommune } from './operator-desk.loaders.ts';
import { OperatorDesk } from './operator-desk.type.ts';

/** The department's EPCI; its perimeter is asked of the department where a field needs it. */
builder.externalRef('Epci', builder.selection<{ siren: string }>('siren')).implement({
  directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
  description: 'Une intercommunalité, tenue par le Département.',
  externalFields: (t) => ({ siren: t.id(), communes: t.field({ type: [Commune] }) }),
  fields: (t) => ({
    operatorDesks: t.field({
      type: [OperatorDesk],
      nullable: true,
      description: 'Accueils des opérateurs dans les communes de l’intercommunalité.',
      requires: builder.selection<{ communes: { inseeCode: string }[] }>('communes { inseeCode }'),
      resolve: async ({ communes }, _args, context) => {
        const desks = await Promise.all(communes.map(({ inseeCode }) => desksOfCommune(context).load(inseeCode)));
        return desks.flat();
      },
    }),
  }),
});
