import type { readGatewayEnv } from './env.ts';
import type { Whom } from './limits/access-rules.ts';
import type { ProtectionSettings } from './protection.ts';

type Env = ReturnType<typeof readGatewayEnv>;

/** The protection that the variables of the process ask for. */
export function protectionOf(env: Env): ProtectionSettings {
  return {
    limits: {
      tokens: env.LIMIT_TOKENS,
      depth: env.LIMIT_DEPTH,
      fields: env.LIMIT_FIELDS,
      rootFields: env.LIMIT_ROOT_FIELDS,
      aliases: env.LIMIT_ALIASES,
      directives: env.LIMIT_DIRECTIVES,
      introspections: env.LIMIT_INTROSPECTIONS,
      introspectionDepth: env.LIMIT_INTROSPECTION_DEPTH,
    },
    access: { noIntrospection: noIntrospection(env) },
  };
}

/** In production the schema is read by those who say who they are, unless the configuration says otherwise. */
function noIntrospection({ NODE_ENV, INTROSPECTION }: Env): Whom {
  const allowed = INTROSPECTION ?? (NODE_ENV === 'production' ? 'identified' : 'everyone');
  return ({ everyone: 'nobody', identified: 'anonymous', nobody: 'everyone' } as const)[allowed];
}
