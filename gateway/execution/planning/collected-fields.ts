import { Kind, type FieldNode, type SelectionSetNode } from 'graphql';
import type { Schemas } from './schemas.ts';

/** What a plan's texts or canonical operations ask of one concrete type by key, in the order of CollectFields. */
export function collectedFields(
  schemas: Schemas,
  concrete: string,
  sources: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const asked = new Map<string, FieldNode[]>();
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) throw new Error('The planner makes no named fragment.');
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition?.name.value;
        if (condition === undefined || schemas.satisfying(condition).has(concrete)) visit(node.selectionSet);
        continue;
      }
      const key = (node.alias ?? node.name).value;
      const known = asked.get(key);
      if (known === undefined) asked.set(key, [node]);
      else known.push(node);
    }
  };
  sources.forEach(visit);
  return asked;
}
