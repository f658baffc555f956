import { hubError } from '../../../platform/errors.ts';
import { followed } from '../../../platform/live/import-publications.ts';
import { mappedEvents } from '../../../platform/live/mapped-events.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { READ_DIAGNOSTICS } from './diagnostic.access.ts';
import { journalRead, purposeArgument } from './diagnostic.audit.ts';
import { isDiagnosticId } from './diagnostic.changes.ts';
import { ConnectionDiagnostic } from './diagnostic.type.ts';

builder.subscriptionField('diagnosticUpdated', (t) =>
  t.field({
    type: ConnectionDiagnostic,
    nullable: true,
    access: READ_DIAGNOSTICS,
    description:
      'Un diagnostic, d’abord tel qu’il est, puis à chaque changement ; nul s’il n’existe pas ou est effacé. Réservé ; chaque envoi est consigné comme une consultation.',
    args: { id: t.arg.id({ required: true, description: 'Identifiant.' }), purpose: purposeArgument(t.arg) },
    subscribe: (_root, { id }, context) => changesOf(id, context),
    resolve: async (_changed, { id, purpose }, context) => {
      const found = await context.prisma.connectionDiagnostic.findUnique({ where: { id } });
      if (found !== null) await journalRead(context, { operation: 'Subscription.diagnosticUpdated', purpose }, [found]);
      return found;
    },
  }),
);

/** Once at first, when it is listened to already: no change falls between the two. */
async function changesOf(id: string, context: Context): Promise<AsyncIterableIterator<string>> {
  if (!isDiagnosticId(id)) {
    const example = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    throw hubError('INVALID_INPUT', `id n’est pas l’identifiant d’un diagnostic, par exemple « ${example} ».`);
  }
  const changed = await followed(context).listen('diagnostic_updated', id);
  return mappedEvents(changed, (one) => Promise.resolve(one === id ? id : undefined));
}
