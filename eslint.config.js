import graphqlPlugin from '@graphql-eslint/eslint-plugin';
import tseslint from 'typescript-eslint';

const generated = ['subgraphs/*/generated/', 'schema/generated/', 'dist/', 'coverage/', 'node_modules/', '.data/'];

/** Numbers speak for themselves in a template; an arrow may call what gives nothing. */
const templates = {
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
};

const sources = {
  files: ['**/*.ts'],
  extends: [tseslint.configs.strictTypeChecked],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  rules: {
    ...templates,
    'max-lines': ['error', 200],
    'no-console': 'error',
    '@typescript-eslint/consistent-type-imports': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': 'error',
    'no-restricted-properties': [
      'error',
      { object: 'process', property: 'env', message: 'Each process reads its variables once, in its env.ts.' },
    ],
  },
};

/** The only files that touch the environment: each process' env.ts, and what starts other processes. */
const environment = {
  files: [
    '**/env.ts',
    'cli/**/*.ts',
    'platform/database/{embedded,prisma-config}.ts',
    'tests/**/*.ts',
    'subgraphs/*/prisma.config.ts',
  ],
  rules: { 'no-restricted-properties': 'off' },
};

/** GraphQL answers are read as they come in tests and benchmarks. */
const tests = {
  files: ['tests/**/*.ts'],
  rules: {
    '@typescript-eslint/no-explicit-any': 'off',
    '@typescript-eslint/no-unsafe-assignment': 'off',
    '@typescript-eslint/no-unsafe-member-access': 'off',
    '@typescript-eslint/no-unsafe-return': 'off',
    '@typescript-eslint/no-unsafe-call': 'off',
    '@typescript-eslint/no-unsafe-argument': 'off',
    '@typescript-eslint/restrict-plus-operands': 'off',
  },
};

/** What a test logs and what the processes that it starts write is scanned for secrets after the run. */
const kept = {
  files: ['tests/**/*.ts'],
  ignores: ['tests/bench/**', 'tests/browser/**', 'tests/support/leaks/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      { name: 'pino', message: 'Log by `keptLogger`, which is scanned after the run.' },
    ],
  },
};

const benchmarks = { files: ['tests/bench/**/*.ts'], rules: { 'no-console': 'off' } };

const api = {
  files: ['schema/api.graphql'],
  languageOptions: { parser: graphqlPlugin.parser, parserOptions: { graphQLConfig: { schema: 'schema/api.graphql' } } },
  plugins: { '@graphql-eslint': graphqlPlugin },
  rules: {
    '@graphql-eslint/require-description': [
      'error',
      { types: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true, rootField: true },
    ],
    '@graphql-eslint/naming-convention': [
      'error',
      {
        types: 'PascalCase',
        FieldDefinition: 'camelCase',
        InputValueDefinition: 'camelCase',
        Argument: 'camelCase',
        EnumValueDefinition: 'UPPER_CASE',
        allowLeadingUnderscore: false,
      },
    ],
    '@graphql-eslint/no-typename-prefix': 'error',
    '@graphql-eslint/require-deprecation-reason': 'error',
  },
};

export default tseslint.config({ ignores: generated }, sources, environment, tests, kept, benchmarks, api);
