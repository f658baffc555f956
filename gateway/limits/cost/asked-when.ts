import { Kind, type DirectiveNode } from 'graphql';
import type { Variables } from './cost-program.ts';

/** When a selection is asked, by its `@skip` and `@include`. */
export type Asked = 'always' | 'never' | ((variables: Variables) => boolean);

export function askedWhen(directives: readonly DirectiveNode[] | undefined): Asked {
  const conditions = (directives ?? []).map(conditionOf).filter((asked) => asked !== 'always');
  if (conditions.includes('never')) return 'never';
  const [first, second] = conditions.filter((asked) => typeof asked === 'function');
  if (first === undefined) return 'always';
  return second === undefined ? first : (variables) => first(variables) && second(variables);
}

function conditionOf({ name, arguments: given }: DirectiveNode): Asked {
  if (name.value !== 'skip' && name.value !== 'include') return 'always';
  const expected = name.value === 'include';
  const value = given?.find((argument) => argument.name.value === 'if')?.value;
  if (value?.kind === Kind.BOOLEAN) return value.value === expected ? 'always' : 'never';
  if (value?.kind !== Kind.VARIABLE) return 'always';
  const variable = value.name.value;
  return (variables) => (variables[variable] === true) === expected;
}
