import { Kind, valueFromASTUntyped, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { allOf, type Alternatives, type Condition, type Requirement } from '../../platform/access/requirement.ts';
import { ConfigurationError } from '../../platform/env.ts';
import type { SecurityDirectives } from './security-features.ts';

/** How the security directives of one supergraph are read. */
export interface Reading {
  readonly directives: SecurityDirectives;
  /** Policies that the hub can evaluate. */
  readonly policies: ReadonlySet<string>;
}

interface Declaring {
  readonly name: { readonly value: string };
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/**
 * What a definition itself declares.
 *
 * @throws ConfigurationError of an argument that cannot be read, or of a policy that the hub cannot evaluate.
 */
export function declaredRequirement(definition: Declaring, { directives, policies }: Reading): Requirement {
  const conditions = (definition.directives ?? []).flatMap((node): readonly Condition[] => {
    const name = node.name.value;
    if (name === directives.authenticated) return [{ kind: 'authenticated' }];
    if (name === directives.requiresScopes) return [{ kind: 'scopes', anyOf: alternatives(node, 'scopes') }];
    if (name !== directives.policy) return [];
    const anyOf = alternatives(node, 'policies');
    for (const policy of anyOf.flat()) checkPolicy(policy, definition, policies);
    return [{ kind: 'policies', anyOf }];
  });
  return allOf(conditions);
}

function checkPolicy(policy: string, { name }: Declaring, policies: ReadonlySet<string>): void {
  if (policies.has(policy)) return;
  throw new ConfigurationError(
    `Le supergraphe protège « ${name.value} » par la règle « ${policy} », que le hub ne connaît pas : il n’est pas chargé. Règles connues : ${[...policies].sort().join(', ')}.`,
  );
}

function alternatives(node: ConstDirectiveNode, argument: string): Alternatives {
  const given = node.arguments?.find(({ name }) => name.value === argument)?.value;
  const value = given === undefined ? undefined : valueFromASTUntyped(given);
  if (Array.isArray(value) && value.every(isNames)) return value;
  throw new ConfigurationError(
    `Le supergraphe emploie @${node.name.value} avec un argument illisible : il n’est pas chargé. Attendu : @${node.name.value}(${argument}: [["a", "b"], ["c"]]).`,
  );
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

const PROTECTABLE: ReadonlySet<string> = new Set([
  Kind.FIELD_DEFINITION,
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
]);

/** @throws ConfigurationError of a security directive that nothing links, or that is where it protects nothing. */
export function checkPlaces(supergraph: DocumentNode, directives: SecurityDirectives): void {
  const linked = new Set(Object.values(directives).filter((name) => name !== null));
  visit(supergraph, {
    Directive: (node, _key, _parent, _path, ancestors) => {
      const name = node.name.value;
      const isUnlinked = Object.hasOwn(directives, name) && directives[name as keyof SecurityDirectives] === null;
      if (isUnlinked && !linked.has(name)) {
        throw new ConfigurationError(
          `Le supergraphe emploie @${name} sans le lier (@link) : il ne serait pas protégé, il n’est pas chargé.`,
        );
      }
      const bearer = ancestors.findLast((ancestor) => !Array.isArray(ancestor));
      const kind = bearer !== undefined && 'kind' in bearer ? bearer.kind : '';
      if (linked.has(name) && !PROTECTABLE.has(kind)) {
        throw new ConfigurationError(
          `Le supergraphe emploie @${name} là où il ne protège rien (${kind}) : il n’est pas chargé.`,
        );
      }
    },
  });
}
