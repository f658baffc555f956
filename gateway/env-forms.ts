import { z } from 'zod';
import { setting, type Setting } from '../platform/env.ts';
import { ADDRESS_FORMS, subgraphAddress } from './transport/address.ts';

export function graphqlUrl(organisation: string, port: number): Setting<string> {
  const example = `http://127.0.0.1:${port}/graphql`;
  return setting(
    z
      .string()
      .refine((text) => subgraphAddress(text) !== null, ADDRESS_FORMS)
      .default(example),
    `adresse GraphQL du sous-graphe ${organisation}`,
    example,
  );
}

export function bytes(defaultBytes: number, description: string): Setting<number> {
  const schema = z.coerce.number('doit être un nombre entier d’octets').int().positive().default(defaultBytes);
  return setting(schema, description, String(defaultBytes));
}

export function count(defaultCount: number, description: string): Setting<number> {
  const schema = z.coerce.number('doit être un nombre entier, au moins 1').int().positive().default(defaultCount);
  return setting(schema, description, String(defaultCount));
}

export function countOrNone(defaultCount: number, description: string): Setting<number> {
  const schema = z.coerce.number('doit être un nombre entier, ou 0').int().nonnegative().default(defaultCount);
  return setting(schema, description, String(defaultCount));
}

export function cacheBytes(defaultBytes: number, description: string): Setting<number> {
  const schema = z.coerce.number('doit être un nombre entier d’octets, ou 0').int().nonnegative().default(defaultBytes);
  return setting(schema, description, String(defaultBytes));
}

/** A list separated by commas, empty when not set. */
export function list(item: RegExp, reason: string): z.ZodType<readonly string[]> {
  const items = z.string().transform((text) => text.split(',').map((one) => one.trim()));
  return items.pipe(z.array(z.string().regex(item, reason))).default([]);
}

export function quotaClasses(): z.ZodType<Readonly<Record<string, number>>> {
  const reason = 'doit lister des classes et leur quota';
  const named = z.string().regex(/^[a-z]+:[1-9]\d{0,8}$/, reason);
  const items = z.string().transform((text) => text.split(',').map((one) => one.trim()));
  return items
    .pipe(z.array(named))
    .transform((all) => Object.fromEntries(all.map((one) => [one.split(':')[0] ?? '', Number(one.split(':')[1])])))
    .default({});
}

export function isDatabaseOrFile(text: string): boolean {
  return !text.includes('://') || /^postgres(ql)?:\/\/.+\/.+/.test(text);
}
