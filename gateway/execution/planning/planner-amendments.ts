import { Field, isInterfaceObjectType } from '@apollo/federation-internals';

type Rebase = (this: Field, given: Parameters<Field['rebaseOn']>[0]) => Field | undefined;

/**
 * Plans with the planner amended. It cannot carry the `__typename` of an interface object into a subgraph where the same
 * interface is one too, and so has no plan for a field of one that requires a field of the other. There it has the same
 * meaning: the name of the interface. Not for other plans: the planner is lost in some of what it then goes on with.
 */
export function withInterfaceObjects<Made>(make: () => Made): Made {
  const rebaseOn = Reflect.get(Field.prototype, 'rebaseOn') as Rebase;
  Field.prototype.rebaseOn = function (this: Field, given) {
    const from = this.definition.parent;
    const to = given.parentType;
    const isSame = this.name === '__typename' && from !== to && from.name === to.name;
    const typename =
      isSame && isInterfaceObjectType(from) && isInterfaceObjectType(to) ? to.typenameField() : undefined;
    return typename === undefined ? rebaseOn.call(this, given) : this.withUpdatedDefinition(typename);
  };
  try {
    return make();
  } finally {
    Field.prototype.rebaseOn = rebaseOn;
  }
}
