import { createHash } from 'node:crypto';
import { parse, print, visit, type DocumentNode } from 'graphql';
import { readCosts, type Costs } from '../limits/cost/read-costs.ts';
import { readRequirements } from './read-requirements.ts';
import type { Requirements } from './requirements.ts';
import { isEnforcedHere, linksOf, securityDirectives } from './security-features.ts';

/** A supergraph as the hub serves it. */
export interface ReadSupergraph {
  readonly requirements: Requirements;
  readonly costs: Costs;
  /**
   * Without what the hub enforces itself, which libraries refuse or ignore. Two supergraphs of the same schema with other
   * requirements have another text: it begins with a digest of the whole.
   */
  readonly librarySdl: string;
}

/** @throws ConfigurationError (French) of a supergraph that would not be protected as it says. */
export function readSupergraphSdl(supergraphSdl: string, policies: ReadonlySet<string>): ReadSupergraph {
  const document = parse(supergraphSdl, { noLocation: true });
  const requirements = readRequirements(document, policies);
  const costs = readCosts(document);
  const isProtected = linksOf(document).some(({ feature }) => isEnforcedHere(feature));
  if (!isProtected) return { requirements, costs, librarySdl: supergraphSdl };
  const digest = createHash('sha256').update(supergraphSdl).digest('hex');
  return { requirements, costs, librarySdl: `# ${digest}\n${print(withoutSecurity(document))}\n` };
}

function withoutSecurity(document: DocumentNode): DocumentNode {
  const enforced = linksOf(document).filter(({ feature }) => isEnforcedHere(feature));
  const links = new Set(enforced.map(({ node }) => node));
  const directives = new Set(Object.values(securityDirectives(document)));
  const prefixes = enforced.map(({ name }) => `${name}__`);
  const importedNames = new Set(enforced.flatMap(({ imported }) => [...imported.values()]));
  return visit(document, {
    Directive: (node) => (links.has(node as never) || directives.has(node.name.value) ? null : undefined),
    DirectiveDefinition: (node) => (directives.has(node.name.value) ? null : undefined),
    ScalarTypeDefinition: ({ name }) =>
      importedNames.has(name.value) || prefixes.some((prefix) => name.value.startsWith(prefix)) ? null : undefined,
  });
}
