import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type PothosTypeConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import type { Actor } from '../actor.ts';
import { accessDirectives, requireAccess, ruleRequirement, type AccessRule } from './access-rule.ts';
import { allOf, PUBLIC, type Requirement } from './requirement.ts';

/* eslint-disable @typescript-eslint/no-unused-vars -- an interface is widened under its own parameters */
declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Pothos is extended in its global namespace
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      access: AccessPlugin<Types>;
    }
    interface ObjectTypeOptions<
      Types extends SchemaTypes = SchemaTypes,
      Shape = unknown,
    > extends BaseTypeOptions<Types> {
      /** Who may read objects of this type, wherever they are met. */
      access?: AccessRule;
    }
    interface FieldOptions<
      Types extends SchemaTypes = SchemaTypes,
      ParentShape = unknown,
      Type extends TypeParam<Types> = TypeParam<Types>,
      Nullable extends FieldNullability<Type> = FieldNullability<Type>,
      Args extends InputFieldMap = InputFieldMap,
      ResolveShape = unknown,
      ResolveReturnShape = unknown,
    > {
      /** Who may read this field. */
      access?: AccessRule;
    }
  }
}

/* eslint-enable @typescript-eslint/no-unused-vars */

type Resolver<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>;

/**
 * Makes of one declaration (`access`) both the directives of Federation, which the gateway enforces, and a check before
 * each resolver, from the actor of the context: a call that got past the gateway is refused too. A type's rule is asked
 * by its own fields and by every field that gives it.
 */
export class AccessPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onTypeConfig(config: PothosTypeConfig): PothosTypeConfig {
    const rule = ruleOf(config.pothosOptions);
    return rule === undefined ? config : { ...config, extensions: withDirectives(config.extensions, rule) };
  }

  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const rule = ruleOf(config.pothosOptions);
    return rule === undefined ? config : { ...config, extensions: withDirectives(config.extensions, rule) };
  }

  override wrapResolve(resolve: Resolver<Types>, config: PothosOutputFieldConfig<Types>): Resolver<Types> {
    const requirement = this.requirementOf(config);
    if (requirement.length === 0) return resolve;
    return (parent, args, context: Types['Context'], info) => {
      requireAccess((context as { readonly actor: Actor }).actor, requirement);
      return resolve(parent, args, context, info);
    };
  }

  /** Who may not read the events of a field may not wait for them either. */
  override wrapSubscribe(
    subscribe: Resolver<Types> | undefined,
    config: PothosOutputFieldConfig<Types>,
  ): Resolver<Types> | undefined {
    return subscribe === undefined ? undefined : this.wrapResolve(subscribe, config);
  }

  private requirementOf(config: PothosOutputFieldConfig<Types>): Requirement {
    let given = config.type;
    while (given.kind === 'List') given = given.type;
    const types = [config.parentType, ...(given.kind === 'Object' ? [given.ref] : [])];
    const ofTypes = types.map((type) => ruleOf(this.buildCache.getTypeConfig(type).pothosOptions));
    const rules = [ruleOf(config.pothosOptions), ...ofTypes].filter((rule) => rule !== undefined);
    return rules.length === 0 ? PUBLIC : allOf(...rules.map(ruleRequirement));
  }
}

function ruleOf(options: object): AccessRule | undefined {
  return 'access' in options ? (options.access as AccessRule | undefined) : undefined;
}

type Extensions = PothosTypeConfig['extensions'];

/** The plugin of directives, which comes after this one, writes what the extensions list. */
function withDirectives(extensions: Extensions, rule: AccessRule): NonNullable<Extensions> {
  const listed = (extensions as { readonly directives?: readonly unknown[] } | undefined)?.directives ?? [];
  return { ...extensions, directives: [...listed, ...accessDirectives(rule)] };
}

const NAME = 'access';
SchemaBuilder.registerPlugin(NAME, AccessPlugin);

export default NAME;
