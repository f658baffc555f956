import { z } from 'zod';

/** One variable of a process: how it is read, what it is for (French), and a value that works. */
export interface Setting<T> {
  readonly schema: z.ZodType<T>;
  readonly description: string;
  readonly example: string;
}

type Settings = Readonly<Record<string, Setting<unknown>>>;
type ValuesOf<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/** Thrown once, at start, with every fault of the configuration in its message. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Declares one variable; `schema` receives the raw text, or `undefined` when the variable is not set. */
export function setting<T>(schema: z.ZodType<T>, description: string, example: string): Setting<T> {
  return { schema, description, example };
}

/**
 * Reads and checks all the variables of one process.
 *
 * @throws ConfigurationError naming every faulty variable, what it holds (never the value of a secret) and an example.
 */
export function readEnv<S extends Settings>(settings: S, variables: NodeJS.ProcessEnv = process.env): ValuesOf<S> {
  const faults: string[] = [];
  if (
    variables['NODE_ENV'] === 'production' &&
    settings['DEVELOPMENT_ISSUER_KEYS'] &&
    variables['DEVELOPMENT_ISSUER_KEYS']
  ) {
    faults.push(
      '- DEVELOPMENT_ISSUER_KEYS (émetteur de jetons de développement) : interdit quand NODE_ENV=production ; retirez-le.',
    );
  }
  const values: Record<string, unknown> = {};
  for (const [name, { schema, description, example }] of Object.entries(settings)) {
    const given = variables[name]?.trim() === '' ? undefined : variables[name];
    const read = schema.safeParse(given);
    if (read.success) values[name] = read.data;
    else faults.push(faultOf(name, given, { description, example, reason: read.error.issues[0]?.message ?? '' }));
  }
  if (faults.length > 0) throw new ConfigurationError(`Configuration refusée :\n${faults.join('\n')}`);
  return values as ValuesOf<S>;
}

const SECRET = /TOKEN|SECRET|PASSWORD|KEY|URL/;

function faultOf(
  name: string,
  given: string | undefined,
  about: { description: string; example: string; reason: string },
) {
  const found = given === undefined ? 'absente' : SECRET.test(name) ? 'valeur illisible' : `« ${given} »`;
  return `- ${name} (${about.description}) : ${found}, ${about.reason}. Exemple : ${name}=${about.example}`;
}

/** A TCP port; 0 lets the system choose one. */
export function portSetting(defaultPort: number, description: string): Setting<number> {
  const reason = 'doit être un port entre 0 et 65535';
  const port = z.string().regex(/^\d+$/, reason).transform(Number).pipe(z.number().max(65_535, reason));
  return setting(port.default(defaultPort), description, String(defaultPort));
}

/** A duration in milliseconds. */
export function millisecondsSetting(defaultMs: number, description: string): Setting<number> {
  const reason = 'doit être un nombre entier de millisecondes, de 1 à 2147483647';
  const duration = z
    .string()
    .regex(/^\d+$/, reason)
    .transform(Number)
    .pipe(z.number().min(1, reason).max(2_147_483_647, reason));
  return setting(duration.default(defaultMs), description, String(defaultMs));
}

/** A PostgreSQL connection string, required. */
export function databaseUrlSetting(description: string): Setting<string> {
  return setting(
    z.string('est obligatoire').regex(/^postgres(ql)?:\/\/.+\/.+/, 'doit être une adresse PostgreSQL'),
    description,
    'postgresql://lgn:motdepasse@127.0.0.1:5432/lgn',
  );
}

/** The keys of the local issuer of `npm run token`, which cannot exist in production. */
export function developmentIssuerSetting(): Setting<string | undefined> {
  return setting(
    z.string().min(1).optional(),
    'clés de l’émetteur de jetons de développement, interdit quand NODE_ENV=production',
    '.data/development-issuer.json',
  );
}

/** `NODE_ENV`: the development issuer is refused in production. */
export function nodeEnvSetting(): Setting<'development' | 'test' | 'production'> {
  return setting(
    z.enum(['development', 'test', 'production'], 'doit valoir development, test ou production').default('development'),
    'mode de fonctionnement',
    'production',
  );
}

/** The address to listen on; loopback unless the operator of the server says otherwise. */
export function hostSetting(): Setting<string> {
  return setting(z.string().min(1).default('127.0.0.1'), 'adresse d’écoute', '0.0.0.0');
}

/** How much a process logs. */
export function logLevelSetting(): Setting<'debug' | 'info' | 'warn' | 'error' | 'silent'> {
  return setting(
    z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], 'doit valoir debug, info, warn, error ou silent')
      .default('info'),
    'niveau du journal',
    'info',
  );
}
