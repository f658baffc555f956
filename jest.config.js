/** @type {import('jest').Config} */
const config = {
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/tests/browser/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
    // Mercurius' dependencies that Jest's module loader cannot import as they are.
    'node_modules/(content-disposition|cookie)/.+\\.js$': ['@swc/jest', { module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!(content-disposition|cookie)/)'],
  globalSetup: '<rootDir>/tests/support/start-suite.ts',
  globalTeardown: '<rootDir>/tests/support/stop-suite.ts',
  // For a machine that is slow, or busy with something else: no test waits for it when all is well.
  testTimeout: 600_000,
  maxWorkers: 2,
};

export default config;
