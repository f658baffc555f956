/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'subgraphs-are-strangers',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^platform/' },
      to: { path: '^(gateway|subgraphs|schema|cli)/' },
    },
    {
      name: 'gateway-knows-only-the-supergraph',
      severity: 'error',
      from: { path: '^gateway/' },
      to: { path: '^(subgraphs|cli)/' },
    },
    {
      name: 'rules-and-sources-are-pure',
      severity: 'error',
      from: { path: '\\.(rules|source)\\.ts$' },
      to: {
        path: '(generated/|^node_modules/(?!zod/)|\\.(type|queries|loaders)\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'rules-and-sources-do-no-io',
      severity: 'error',
      from: { path: '\\.(rules|source)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-prod-import-of-tests', severity: 'error', from: { pathNot: '^tests/' }, to: { path: '^tests/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^tests/bench/peers/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
