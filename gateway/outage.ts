import { hubError } from '../platform/errors.ts';
import type { AnswerError } from './execution/contract.ts';
import { organisationLabel } from './organisations.ts';
import type { OutageReason } from './transport/outcome.ts';

/** A fetch to which a subgraph gave no usable answer. */
export interface Outage {
  readonly subgraph: string;
  readonly reason: OutageReason;
  /** The deadline that was missed, if one was. */
  readonly timeoutMs: number;
  readonly operation: 'query' | 'mutation' | 'subscription';
  /** The request may have reached the subgraph. */
  readonly sent: boolean;
}

/** The error of every field that an outage leaves `null`. Never an address of ours, a stack or a network message. */
export function outageError(outage: Outage): AnswerError {
  const { subgraph, reason } = outage;
  const extensions = { organisation: subgraph, reason };
  const error = hubError('ORGANISATION_UNAVAILABLE', outageSentence(outage), extensions);
  return { message: error.message, extensions: error.extensions };
}

function outageSentence({ subgraph, reason, timeoutMs, operation, sent }: Outage): string {
  const seconds = (timeoutMs / 1000).toLocaleString('fr-FR', { maximumFractionDigits: 1 });
  const what: Record<OutageReason, string> = {
    TIMEOUT: `ne répond pas (délai de ${seconds} s dépassé)`,
    UNREACHABLE: 'ne répond pas',
    UNREADABLE: 'ne répond pas correctement (réponse illisible)',
    TOO_LARGE: 'ne répond pas correctement (réponse trop volumineuse ; demandez moins de lignes à la fois)',
    CANCELLED: 'n’a pas été attendu : la demande a été abandonnée',
    CIRCUIT_OPEN: 'ne répond pas depuis plusieurs demandes (nouvel essai automatique dans un instant)',
  };
  return `${organisationLabel(subgraph)} ${what[reason]}. ${whatNext(operation, sent)}`;
}

function whatNext(operation: Outage['operation'], sent: boolean): string {
  if (operation !== 'mutation')
    return 'Les données des autres organisations restent servies ; réessayez dans un instant.';
  return sent
    ? 'La demande a pu être enregistrée : vérifiez avant de la refaire.'
    : 'La demande ne lui est pas parvenue, rien n’a été enregistré ; réessayez dans un instant.';
}
