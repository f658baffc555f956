import {
  getNamedType,
  isCompositeType,
  isUnionType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { allOf, isGranted, requirementText, type Grants, type Requirement } from '../../platform/access/requirement.ts';
import { forbiddenError } from './forbidden-error.ts';
import { permittedOperation, type PermittedOperation } from './permitted-operation.ts';
import type { Requirements } from './requirements.ts';

/** What one operation asks of its caller, worked out once. */
export interface OperationAccess {
  /**
   * Which of the operation's requirements a caller meets, as `1` and `0`; empty when it has none. Callers of the same
   * rights are answered by the same program.
   */
  readonly rightsOf: (grants: Grants) => string;
  /** The operation for callers of these rights. Throws a French refusal of one that is nested too deep. */
  readonly permitted: (rights: string) => PermittedOperation;
  /** Why callers of these rights may not have all of it; empty when they may. */
  readonly refusals: (rights: string) => readonly ReturnType<typeof forbiddenError>[];
}

export interface AccessedOperation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  /** The API schema, by which the document is valid. */
  readonly schema: GraphQLSchema;
}

/** A field of the operation's text, and what it asks. */
export interface FieldNeed {
  /** `Type.field` */
  readonly coordinate: string;
  readonly requirement: number;
}

/** Everything of an operation that is not for everyone. */
export interface OperationNeeds {
  readonly requirements: readonly Requirement[];
  readonly fields: ReadonlyMap<FieldNode, FieldNeed>;
  /** Types of objects that may be met in a union, by name. */
  readonly types: ReadonlyMap<string, number>;
}

export function operationAccess(of: AccessedOperation, requirements: Requirements): OperationAccess {
  const needs = needsOf(of, requirements);
  const known = new WeakMap<Grants, string>();
  const isRefused = (rights: string) => (requirement: number) => rights[requirement] !== '1';
  return {
    rightsOf: (grants) => {
      if (needs.requirements.length === 0) return '';
      const rights =
        known.get(grants) ?? needs.requirements.map((each) => (isGranted(each, grants) ? '1' : '0')).join('');
      known.set(grants, rights);
      return rights;
    },
    permitted: (rights) => permittedOperation(of.document, needs, isRefused(rights)),
    refusals: (rights) => {
      const refused = [...needs.fields.values()].filter(({ requirement }) => isRefused(rights)(requirement));
      const byCoordinate = new Map(refused.map((need) => [need.coordinate, need]));
      return [...byCoordinate.values()].map(({ coordinate, requirement }) =>
        forbiddenError(coordinate, needs.requirements[requirement] ?? []),
      );
    },
  };
}

/** Reads the operation's text once, its fragments each once: a field's type is where it is written. */
function needsOf({ document, definition, schema }: AccessedOperation, asked: Requirements): OperationNeeds {
  const numbers = new Map<string, number>();
  const requirements: Requirement[] = [];
  const numberOf = (requirement: Requirement): number => {
    const text = requirementText(requirement);
    const known = numbers.get(text) ?? requirements.push(requirement) - 1;
    numbers.set(text, known);
    return known;
  };
  const fields = new Map<FieldNode, FieldNeed>();
  const types = new Map<string, number>();
  for (const { type, node } of selectedFields({ document, definition, schema })) {
    const name = node.name.value;
    const given = 'getFields' in type ? type.getFields()[name] : undefined;
    if (given === undefined) continue;
    const named = getNamedType(given.type);
    const requirement = allOf(asked.ofType(type.name), asked.ofField(type.name, name), asked.ofType(named.name));
    if (requirement.length > 0)
      fields.set(node, { coordinate: `${type.name}.${name}`, requirement: numberOf(requirement) });
    for (const member of isUnionType(named) ? named.getTypes() : []) {
      const ofMember = asked.ofType(member.name);
      if (ofMember.length > 0) types.set(member.name, numberOf(ofMember));
    }
  }
  return { requirements, fields, types };
}

interface Written {
  readonly type: GraphQLCompositeType;
  readonly selectionSet: SelectionSetNode;
}

/** The operation's fields, those of its fragments too, each with the type on which it is written. */
function selectedFields({ document, definition, schema }: AccessedOperation) {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const found: { readonly type: GraphQLCompositeType; readonly node: FieldNode }[] = [];
  const spread = new Set<string>();
  const root = schema.getRootType(definition.operation);
  const left: Written[] = root ? [{ type: root, selectionSet: definition.selectionSet }] : [];
  const add = (type: unknown, selectionSet: SelectionSetNode | undefined): void => {
    if (selectionSet !== undefined && isCompositeType(type)) left.push({ type, selectionSet });
  };
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    for (const node of at.selectionSet.selections) {
      if (node.kind === Kind.FIELD) {
        found.push({ type: at.type, node });
        const given = 'getFields' in at.type ? at.type.getFields()[node.name.value] : undefined;
        if (given !== undefined) add(getNamedType(given.type), node.selectionSet);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition?.name.value;
        add(condition === undefined ? at.type : schema.getType(condition), node.selectionSet);
      } else if (!spread.has(node.name.value)) {
        spread.add(node.name.value);
        const fragment = fragments.get(node.name.value);
        if (fragment !== undefined) add(schema.getType(fragment.typeCondition.name.value), fragment.selectionSet);
      }
    }
  }
  return found;
}
