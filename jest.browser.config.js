import base from './jest.config.js';

/** Tests that drive a real browser: Chromium must be installed (Debian: `apt-get install chromium`). */
export default {
  ...base,
  testMatch: ['<rootDir>/tests/browser/**/*.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 120_000,
};
