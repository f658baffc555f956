/**
 * @jest-environment ./tests/gateway/conformity/contradicting-environment.ts
 */
import { defineIntegrationTestSuite } from '@apollo/server-integration-testsuite';
import { openBinding } from './apollo-binding.ts';
import type { Contradicted } from './contradicting-environment.ts';

declare global {
  var contradicted: Contradicted;
}

const HTTP = 'integration tests › httpServerTests.ts › graphqlHTTP';

globalThis.contradicted = {
  [`${HTTP} › throws an error if POST JSON is malformed`]:
    'It is refused with 400, in French: the test wants an English sentence.',
  [`${HTTP} › cache-control › runs when cache-control is disabled`]:
    'No answer goes without `cache-control`: where nobody says better, `no-store`.',
  [`${HTTP} › cache-control not set without any hints with if-cacheable`]:
    'No answer goes without `cache-control`: where nobody says better, `no-store`.',
};

// Apollo skips by itself its tests that only graphql 17 can pass.
defineIntegrationTestSuite(openBinding);
