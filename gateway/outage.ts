import { Kind, OperationTypeNode, parse, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { hubError } from '../platform/errors.ts';
import type { AnswerError } from './execution/contract.ts';
import { organisationLabel } from './organisations.ts';
import type { OutageReason } from './transport/outcome.ts';

/** What was asked of a subgraph when it failed. */
export interface FailedFetch {
  readonly subgraph: string;
  readonly reason: OutageReason;
  readonly timeoutMs: number;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface OutageError {
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Beyond this many, one more path says nothing that the reader does not know. */
const MAX_PATHS = 200;

/**
 * The errors of a subgraph that gave no usable answer: one for each field that it leaves `null`, so that a client can
 * tell « no datum » from « its owner does not answer ». Never an address of ours, a stack or a network message.
 */
export function outageErrors(fetch: FailedFetch): readonly OutageError[] {
  const operation = operationOf(fetch.query);
  const isMutation = operation?.operation === OperationTypeNode.MUTATION;
  const error = outageError({ ...fetch, operation: isMutation ? 'mutation' : 'query', sent: true });
  const paths = operation === undefined ? [[]] : pathsOf(operation, fetch.variables);
  return paths.slice(0, MAX_PATHS).map((path) => ({ message: error.message, path, extensions: error.extensions }));
}

/** A fetch to which a subgraph gave no usable answer. */
export interface Outage {
  readonly subgraph: string;
  readonly reason: OutageReason;
  /** The deadline that was missed, if one was. */
  readonly timeoutMs: number;
  readonly operation: 'query' | 'mutation';
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
  if (operation === 'query') return 'Les données des autres organisations restent servies ; réessayez dans un instant.';
  return sent
    ? 'La demande a pu être enregistrée : vérifiez avant de la refaire.'
    : 'La demande ne lui est pas parvenue, rien n’a été enregistré ; réessayez dans un instant.';
}

function operationOf(query: string): OperationDefinitionNode | undefined {
  return parse(query, { noLocation: true }).definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
}

function pathsOf(operation: OperationDefinitionNode, variables: FailedFetch['variables']): (string | number)[][] {
  const representations = variables['representations'];
  if (!Array.isArray(representations)) return responseKeys(operation.selectionSet, null).map((key) => [key]);
  const entities = operation.selectionSet.selections.find((node) => node.kind === Kind.FIELD);
  const fields = entities?.selectionSet;
  if (fields === undefined) return [];
  return representations.flatMap((representation: unknown, index) =>
    responseKeys(fields, typenameOf(representation)).map((key) => ['_entities', index, key]),
  );
}

function typenameOf(representation: unknown): string | null {
  if (typeof representation !== 'object' || representation === null || !('__typename' in representation)) return null;
  return String(representation.__typename);
}

/** Response names of a selection, those under a fragment on another type left out; `__typename` is nobody's datum. */
function responseKeys({ selections }: SelectionSetNode, typename: string | null): string[] {
  const keys = selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return node.name.value === '__typename' ? [] : [node.alias?.value ?? node.name.value];
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    const condition = node.typeCondition?.name.value;
    const otherType = condition !== undefined && typename !== null && condition !== typename;
    return otherType ? [] : responseKeys(node.selectionSet, typename);
  });
  return [...new Set(keys)];
}
