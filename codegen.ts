import type { CodegenConfig } from '@graphql-codegen/cli';

/** Typed operations for the hub's own pages, tests and partners: `schema/generated/` from `schema/operations/`. */
const config: CodegenConfig = {
  schema: 'schema/api.graphql',
  documents: ['schema/operations/*.graphql'],
  importExtension: '.ts',
  generates: {
    'schema/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: { Date: 'string', DateTime: 'string' },
      },
    },
  },
};

export default config;
