import { hubError } from '../../../platform/errors.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { ConnectionNeedEnum } from './advice-enums.type.ts';
import { WRITE_DIAGNOSTICS } from './diagnostic.access.ts';
import { changeDiagnostic, databaseDay, type DiagnosticOutcome } from './diagnostic.changes.ts';
import { ChannelEnum, FollowUpKindEnum, OutcomeEnum, VisitSlotEnum } from './diagnostic-enums.type.ts';
import { jsonOf, openDiagnostic } from './diagnostic.open.ts';
import { recordInput, recorded } from './diagnostic.record.ts';
import { freeTextFault } from './diagnostic.rules.ts';
import { completed } from './follow-up.changes.ts';
import { ConnectionDiagnostic } from './diagnostic.type.ts';

const Conflict = builder.objectRef<NonNullable<DiagnosticOutcome['conflict']>>('DiagnosticConflict').implement({
  description: 'Le diagnostic a changé entre-temps : rien n’a été écrit.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'Ce qui s’est passé.' }),
    current: t.field({
      type: ConnectionDiagnostic,
      description: 'La version actuelle, à reprendre.',
      resolve: ({ current }) => current,
    }),
  }),
});

const DiagnosticPayload = builder.objectRef<DiagnosticOutcome>('DiagnosticPayload').implement({
  description: 'Résultat d’une modification : le diagnostic, ou le conflit.',
  fields: (t) => ({
    diagnostic: t.field({
      type: ConnectionDiagnostic,
      nullable: true,
      description: 'Le diagnostic modifié ; nul en cas de conflit.',
      resolve: ({ diagnostic }) => diagnostic,
    }),
    conflict: t.field({
      type: Conflict,
      nullable: true,
      description: 'Le conflit ; nul quand la modification est faite.',
      resolve: ({ conflict }) => conflict,
    }),
  }),
});

const OpenInput = builder.inputType('OpenDiagnosticInput', {
  description: 'Ouverture d’un diagnostic.',
  fields: (t) => ({
    requestId: t.string({ required: true, description: 'Choisi par le client (un UUID) : répété, il n’ouvre rien.' }),
    premisesId: t.id({ required: true, description: 'Local : identifiant BAN ou d’immeuble.' }),
    channel: t.field({ type: ChannelEnum, required: true, description: 'Comment il est mené.' }),
    needs: t.field({ type: [ConnectionNeedEnum], required: true, description: 'Besoins exprimés.' }),
    date: t.field({ type: 'Date', description: 'Jour du diagnostic ; aujourd’hui par défaut.' }),
  }),
});

/** @throws INVALID_INPUT when a free text cannot be kept. */
function checkText(name: string, text: string | null | undefined, maximum = 500): void {
  const fault = freeTextFault(name, text, maximum);
  if (fault !== null) throw hubError('INVALID_INPUT', fault);
}

/** @throws INVALID_INPUT when a day to come is already behind. */
function checkNotPast(name: string, day: string, { today }: Context): void {
  if (day < today) throw hubError('INVALID_INPUT', `${name} vaut ${day}, déjà passé : attendu ${today} ou après.`);
}

builder.mutationType({ description: 'Ce que l’on peut écrire. Réservé.' });

builder.mutationFields((t) => {
  const target = {
    id: t.arg.id({ required: true, description: 'Diagnostic.' }),
    expectedVersion: t.arg.int({ required: true, description: 'Version lue avant de modifier.' }),
  };
  return {
    openDiagnostic: t.field({
      type: DiagnosticPayload,
      access: WRITE_DIAGNOSTICS,
      nullable: true,
      description: 'Ouvre un diagnostic ; la même demande répétée rend le même.',
      args: { input: t.arg({ type: OpenInput, required: true, description: 'Ouverture.' }) },
      resolve: async (_root, { input }, context) => {
        const opening = { ...input, date: input.date ?? context.today };
        return { diagnostic: await openDiagnostic(context, opening), conflict: null };
      },
    }),
    recordDiagnostic: t.field({
      type: DiagnosticPayload,
      access: WRITE_DIAGNOSTICS,
      nullable: true,
      description: 'Enregistre la ligne observée, le constat et le choix ; ce qui n’est pas donné reste.',
      args: { ...target, input: t.arg({ type: recordInput, required: true, description: 'Observations.' }) },
      resolve: async (_root, { id, expectedVersion, input }, context) => {
        const written = await recorded(context, { id, expectedVersion }, input);
        const asked = { id, expectedVersion, kind: 'recordDiagnostic', change: jsonOf(input) };
        return changeDiagnostic(context, asked, () => Promise.resolve(written));
      },
    }),
    scheduleVisit: t.field({
      type: DiagnosticPayload,
      access: WRITE_DIAGNOSTICS,
      nullable: true,
      description: 'Prévoit une visite à domicile, ou en change le jour.',
      args: {
        ...target,
        on: t.arg({ type: 'Date', required: true, description: 'Jour.' }),
        slot: t.arg({ type: VisitSlotEnum, description: 'Moment.' }),
      },
      resolve: (_root, { id, expectedVersion, on, slot }, context) => {
        checkNotPast('on', on, context);
        const change = jsonOf({ on, slot });
        return changeDiagnostic(context, { id, expectedVersion, kind: 'scheduleVisit', change }, () =>
          Promise.resolve({ visitOn: databaseDay(on), visitSlot: slot ?? null, visitDoneOn: null }),
        );
      },
    }),
    completeVisit: t.field({
      type: DiagnosticPayload,
      access: WRITE_DIAGNOSTICS,
      nullable: true,
      description: 'Note que la visite prévue a eu lieu.',
      args: { ...target, on: t.arg({ type: 'Date', description: 'Jour ; aujourd’hui par défaut.' }) },
      resolve: (_root, { id, expectedVersion, on }, context) => {
        const day = on ?? context.today;
        const change = jsonOf({ on: day });
        return changeDiagnostic(
          context,
          { id, expectedVersion, kind: 'completeVisit', change },
          (_transaction, row) => {
            if (row.visitOn === null)
              throw hubError('INVALID_INPUT', 'Aucune visite n’est prévue : prévoyez-la d’abord.');
            return Promise.resolve({ visitDoneOn: databaseDay(day) });
          },
        );
      },
    }),
    addFollowUp: t.field({
      type: DiagnosticPayload,
      access: WRITE_DIAGNOSTICS,
      nullable: true,
      description: 'Ajoute une suite à donner.',
      args: {
        ...target,
        kind: t.arg({ type: FollowUpKindEnum, required: true, description: 'Nature.' }),
        dueOn: t.arg({ type: 'Date', required: true, description: 'Échéance.' }),
        note: t.arg.string({ description: 'Précision, sans donnée personnelle, 500 caractères au plus.' }),
      },
      resolve: (_root, { id, expectedVersion, kind, dueOn, note }, context) => {
        checkText('note', note);
        const asked = { id, expectedVersion, kind: 'addFollowUp', change: jsonOf({ kind, dueOn, note }) };
        return changeDiagnostic(context, asked, async (transaction) => {
          const data = { diagnosticId: id, kind, note: note ?? null, dueOn: databaseDay(dueOn) };
          await transaction.connectionDiagnosticFollowUp.create({ data });
          return {};
        });
      },
    }),
    completeFollowUp: t.field({
      type: DiagnosticPayload,
      access: WRITE_DIAGNOSTICS,
      nullable: true,
      description: 'Note qu’une suite a été donnée.',
      args: { ...target, followUpId: t.arg.id({ required: true, description: 'Suite.' }) },
      resolve: (_root, { id, expectedVersion, followUpId }, context) => {
        const asked = { id, expectedVersion, kind: 'completeFollowUp', change: jsonOf({ followUpId }) };
        return changeDiagnostic(context, asked, (transaction) => completed(transaction, { id, followUpId }, context));
      },
    }),
    closeDiagnostic: t.field({
      type: DiagnosticPayload,
      access: WRITE_DIAGNOSTICS,
      nullable: true,
      description: 'Clôt le diagnostic.',
      args: {
        ...target,
        outcome: t.arg({ type: OutcomeEnum, required: true, description: 'Résultat.' }),
        note: t.arg.string({ description: 'Précision, sans donnée personnelle, 500 caractères au plus.' }),
      },
      resolve: (_root, { id, expectedVersion, outcome, note }, context) => {
        checkText('note', note);
        const asked = { id, expectedVersion, kind: 'closeDiagnostic', change: jsonOf({ outcome, note }) };
        return changeDiagnostic(context, asked, () =>
          Promise.resolve({ outcome, outcomeNote: note ?? null, closedAt: context.now }),
        );
      },
    }),
  };
});
