import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { ConfigurationError } from '../../platform/env.ts';

/** The security directives of a supergraph, by the names that it gives them. */
export interface SecurityDirectives {
  readonly authenticated: string | null;
  readonly requiresScopes: string | null;
  readonly policy: string | null;
}

export type SecurityFeature = keyof SecurityDirectives;

const ENFORCED: Readonly<Record<SecurityFeature, string>> = {
  authenticated: 'v0.1',
  requiresScopes: 'v0.1',
  policy: 'v0.1',
};

/** Features for security that others enforce: `@inaccessible` by the library that makes the API schema. */
const ENFORCED_ELSEWHERE: Readonly<Record<string, string>> = { inaccessible: 'v0.2' };

/** Whether the hub itself enforces what a feature declares. */
export function isEnforcedHere(feature: string): feature is SecurityFeature {
  return Object.hasOwn(ENFORCED, feature);
}

/** One `@link` of a supergraph's schema. */
export interface Link {
  readonly url: string;
  /** The feature's own name, the last part of its address but one. */
  readonly feature: string;
  readonly version: string;
  /** What its elements are called, unless they are imported: `name__element`, and `@name`. */
  readonly name: string;
  readonly isForSecurity: boolean;
  /** Names that imported elements have here, by their own. */
  readonly imported: ReadonlyMap<string, string>;
  readonly node: ConstDirectiveNode;
}

/**
 * The directives that the hub is to enforce.
 *
 * @throws ConfigurationError of a feature for security that it does not know, in any version but the one it knows: what
 * is not understood would not be enforced.
 */
export function securityDirectives(supergraph: DocumentNode): SecurityDirectives {
  const links = linksOf(supergraph);
  for (const link of links) checkKnown(link);
  return {
    authenticated: nameOf('authenticated', links),
    requiresScopes: nameOf('requiresScopes', links),
    policy: nameOf('policy', links),
  };
}

function checkKnown({ url, feature, version, isForSecurity }: Link): void {
  const known = isEnforcedHere(feature) ? ENFORCED[feature] : ENFORCED_ELSEWHERE[feature];
  if (known === version || (known === undefined && !isForSecurity)) return;
  throw new ConfigurationError(
    known === undefined
      ? `Le supergraphe demande une protection que le hub ne connaît pas (« ${url} ») : il ne serait pas protégé, il n’est pas chargé. Composez-le avec @authenticated, @requiresScopes ou @policy.`
      : `Le supergraphe emploie « ${url} », dans une version que le hub n’applique pas : il n’est pas chargé. Attendu : « https://specs.apollo.dev/${feature}/${known} ».`,
  );
}

function nameOf(feature: SecurityFeature, links: readonly Link[]): string | null {
  const of = links.filter((link) => link.feature === feature);
  if (of.length > 1) {
    throw new ConfigurationError(`Le supergraphe lie « ${feature} » deux fois (@link) : il n’est pas chargé.`);
  }
  const [link] = of;
  return link === undefined ? null : (link.imported.get(`@${feature}`)?.slice(1) ?? link.name);
}

/** Every `@link` of the schema. @throws ConfigurationError of one that cannot be read. */
export function linksOf(supergraph: DocumentNode): readonly Link[] {
  const schemas = supergraph.definitions.filter(
    (node) => node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION,
  );
  const directives = schemas.flatMap((node) => node.directives ?? []);
  return directives.filter(({ name }) => name.value === 'link').map(linkOf);
}

const URL_FORM = /\/([^/]+)\/(v\d+\.\d+)\/?$/;

function linkOf(node: ConstDirectiveNode): Link {
  const given = new Map(node.arguments?.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
  const url = given.get('url');
  const [, feature, version] = (typeof url === 'string' ? URL_FORM.exec(url) : null) ?? [];
  if (typeof url !== 'string' || feature === undefined || version === undefined) {
    throw new ConfigurationError(
      `Le supergraphe a un @link illisible (${JSON.stringify(url)}) : attendu une adresse comme « https://specs.apollo.dev/authenticated/v0.1 ».`,
    );
  }
  const as = given.get('as');
  const name = typeof as === 'string' ? as : feature;
  const imported = importsOf(url, given.get('import'));
  return { url, feature, version, name, isForSecurity: given.get('for') === 'SECURITY', imported, node };
}

function importsOf(url: string, list: unknown): ReadonlyMap<string, string> {
  const elements: readonly unknown[] = Array.isArray(list) ? list : [];
  return new Map(
    elements.map((element): [string, string] => {
      if (typeof element === 'string') return [element, element];
      const { name, as } = (element ?? {}) as { readonly name?: unknown; readonly as?: unknown };
      if (typeof name !== 'string')
        throw new ConfigurationError(
          `Le supergraphe importe de « ${url} » un élément illisible : il n’est pas chargé.`,
        );
      return [name, typeof as === 'string' ? as : name];
    }),
  );
}
