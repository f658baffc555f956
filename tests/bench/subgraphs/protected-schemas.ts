import { parse, print, visit, type ConstDirectiveNode, type SchemaDefinitionNode } from 'graphql';
import { sdlOf } from './schemas.ts';

/** What the household query reads, as the hub's own subgraphs reserve it: a scope, or anyone who is identified. */
const RESERVED: Readonly<Record<string, string>> = {
  'Address.premises': '@requiresScopes(scopes: [["premises:read"]])',
  'Premises.floor': '@requiresScopes(scopes: [["premises:read"]])',
  'Premises.fibre': '@requiresScopes(scopes: [["premises:read"]])',
  'Premises.nearestPlaces': '@authenticated',
  'Premises.socialOffers': '@authenticated',
};

const LINK =
  '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@authenticated", "@requiresScopes"])';

/** The SDL of a subgraph whose household fields are not for everyone. */
export function protectedSdl(subgraph: string): string {
  const document = visit(parse(sdlOf(subgraph)), {
    SchemaExtension: (node) => ({ ...node, directives: directives(LINK) }),
    ObjectTypeDefinition: (node) => ({
      ...node,
      fields: node.fields?.map((field) => {
        const reserved = RESERVED[`${node.name.value}.${field.name.value}`];
        if (reserved === undefined) return field;
        return { ...field, directives: [...(field.directives ?? []), ...directives(reserved)] };
      }),
    }),
  });
  return print(document);
}

function directives(text: string): readonly ConstDirectiveNode[] {
  const [schema] = parse(`schema ${text} { query: Query }`, { noLocation: true }).definitions;
  return (schema as SchemaDefinitionNode).directives ?? [];
}
