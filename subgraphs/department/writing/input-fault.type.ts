import { builder } from '../builder.ts';
import type { InputFault as Fault } from './input-fault.rules.ts';

export const InputFault = builder.objectRef<Fault>('InputFault').implement({
  description: 'Une valeur refusée.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Champ en cause, par exemple « emails[1] ».' }),
    value: t.exposeString('value', { description: 'Valeur reçue ; vide si elle manque.' }),
    message: t.exposeString('message', { description: 'Ce qui ne va pas, et un exemple correct.' }),
  }),
});
