import { z } from 'zod';
import { setting, type Setting } from '../env.ts';
import { keySourcesOf, type KeySource } from '../key-sources.ts';
import { openKeySet } from '../key-set.ts';
import type { Logger } from '../log.ts';
import { openCallerCheck, type CallerCheck } from './caller-check.ts';

const DEFAULT_JWKS = 'http://127.0.0.1:4000/.well-known/jwks.json';
const MIN_SECRET_CHARACTERS = 32;

/** Where a subgraph reads the public keys of its gateways. */
export function gatewayKeysSetting(): Setting<readonly KeySource[]> {
  return setting(
    z
      .string()
      .transform(keySourcesOf)
      .pipe(z.array(z.custom<KeySource>()).min(1, 'ne nomme aucune source'))
      .default(keySourcesOf(DEFAULT_JWKS) as KeySource[]),
    'clés publiques des passerelles : adresses ou fichiers JWKS, séparés par des virgules',
    'https://hub.exemple.fr/.well-known/jwks.json',
  );
}

/** The secret that a subgraph and its gateways share; several, separated by commas, while one replaces another. */
export function proofSecretsSetting(subgraph: string): Setting<readonly string[]> {
  const reason = `chaque secret doit compter au moins ${MIN_SECRET_CHARACTERS} caractères`;
  return setting(
    z
      .string()
      .transform((text) => text.split(',').map((secret) => secret.trim()))
      .pipe(z.array(z.string().min(MIN_SECRET_CHARACTERS, reason)))
      .default([]),
    `secret partagé par les passerelles et le sous-graphe ${subgraph}`,
    'un-secret-aleatoire-d-au-moins-32-caracteres',
  );
}

/** By how much two organisations' clocks may differ. */
export function clockSkewSetting(): Setting<number> {
  const reason = 'doit être un nombre entier de secondes, de 0 à 300';
  const seconds = z.string().regex(/^\d+$/, reason).transform(Number).pipe(z.number().max(300, reason));
  return setting(seconds.default(5), 'écart toléré entre les horloges, en secondes', '5');
}

/** What a subgraph's process knows of its gateways. */
export interface CallerSettings {
  readonly gatewayKeys: readonly KeySource[];
  readonly proofSecrets: readonly string[];
  readonly clockSkewSeconds: number;
}

/** The check of a subgraph's callers; `close` stops following the gateways' keys. */
export function openCallers(
  audience: string,
  { gatewayKeys, proofSecrets, clockSkewSeconds }: CallerSettings,
  log: Logger,
): { readonly callers: CallerCheck; readonly close: () => void } {
  const keys = openKeySet({ sources: gatewayKeys, log });
  return { callers: openCallerCheck({ audience, keys, proofSecrets, clockSkewSeconds }), close: keys.close };
}
