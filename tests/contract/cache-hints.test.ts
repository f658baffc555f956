import { describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { cacheHintOf, isReserved } from '../../platform/cache-hints.ts';
import { cacheControlOf } from '../../platform/cache-policy.ts';
import { SUBGRAPHS, type Subgraph } from '../support/databases.ts';
import { SUBGRAPH_MODULES } from '../support/subgraphs.ts';

/** For how many seconds anyone may keep each root field; one that is not here, no one. */
const KEPT: Readonly<Record<Subgraph, Readonly<Record<string, number>>>> = {
  department: {
    ...{ commune: 3600, communes: 3600, epci: 3600, epcis: 3600, organisation: 3600, organisations: 3600 },
    ...{ department: 300, place: 300, places: 300, removedPlaces: 300, activityFigures: 300 },
    ...{ accompanimentThemes: 3600, indicatorDefinitions: 3600, accompaniment: 60, accompaniments: 60 },
  },
  lgn: { copperClosures: 300, adviceService: 3600 },
  operators: { operatorDesks: 300, operatorProcedures: 300, socialOffers: 300, socialOffer: 300 },
};

async function schemaOf(subgraph: Subgraph): Promise<GraphQLSchema> {
  return (await SUBGRAPH_MODULES[subgraph]()).schema;
}

function cacheControl(schema: GraphQLSchema, query: string, variables: Record<string, unknown> = {}): string {
  return cacheControlOf(schema, { document: parse(query), variables, hasErrors: false });
}

/** A field with its edges and a leaf of each level: enough to be valid. */
function asked(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type) && !isInterfaceType(type)) return field.name;
  const fields = Object.values(type.getFields());
  const leaves = fields.filter((one) => isLeafType(getNamedType(one.type)) && !one.args.some(isRequiredArgument));
  const deeper = fields.filter(({ name }) => ['edges', 'node', 'pageInfo'].includes(name));
  return `${field.name} { ${[...leaves.slice(0, 1).map(({ name }) => name), ...deeper.map(asked)].join(' ')} }`;
}

describe.each(SUBGRAPHS)('the root fields of %s', (subgraph) => {
  it('tell how long anyone may keep them, or that no one may', async () => {
    const schema = await schemaOf(subgraph);
    const fields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name }) => !name.startsWith('_'));
    const told = fields.map((field) => [field.name, cacheControl(schema, `{ ${asked(field)} }`)] as const);
    const kept = KEPT[subgraph];
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(
        fields.map(({ name }) => [
          name,
          kept[name] === undefined ? expect.stringMatching(/no-store/) : `max-age=${kept[name]}, public`,
        ]),
      ),
    );
  });

  it('and nothing that asks for a right says that it may be kept', async () => {
    const schema = await schemaOf(subgraph);
    const types = Object.values(schema.getTypeMap()).filter(isCompositeType);
    const fields = types.flatMap((type) =>
      isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type, field })) : [],
    );
    const reserved = [
      ...types.filter((type) => isReserved(type)),
      ...fields.filter(({ type, field }) => isReserved(field) || isReserved(type)).map(({ field }) => field),
    ];
    expect(reserved.filter((one) => (cacheHintOf(one).maxAge ?? 0) > 0)).toEqual([]);
  });
});

describe('what is reserved, or describes a household, is never kept', () => {
  const ENTITIES = 'query ($representations: [_Any!]!) { _entities(representations: $representations)';

  it.each<[string, Subgraph, string, string]>([
    ['the figures of diagnostics', 'lgn', `${ENTITIES} { ... on Epci { diagnosticFigures { households } } } }`, 'Epci'],
    ['a household’s premises', 'lgn', `${ENTITIES} { ... on Premises { id } } }`, 'Premises'],
    ['what is around it', 'department', `${ENTITIES} { ... on Premises { nearestPlaces { id } } } }`, 'Premises'],
    ['its offers', 'operators', `${ENTITIES} { ... on Premises { socialOffers { offer { id } } } } }`, 'Premises'],
    ['its profile', 'operators', '{ socialOffers { totalCount } eligibleOffers { offer { id } } }', ''],
    ['pairs to decide of', 'department', '{ epcis { siren } doubtfulPlacePairs { reason } }', ''],
  ])('%s', async (_what, subgraph, query, entity) => {
    const variables = entity === '' ? {} : { representations: [{ __typename: entity, id: '1', siren: '1' }] };
    expect(cacheControl(await schemaOf(subgraph), query, variables)).toBe('no-store');
  });

  it('what depends on the hour is kept a minute', async () => {
    const schema = await schemaOf('department');
    const query = '{ places { edges { node { name openingHours { isOpenNow } } } pageInfo { endCursor } } }';
    expect(cacheControl(schema, query)).toBe('max-age=60, public');
    const sessions = '{ accompaniments { edges { node { nextAt ... on Workshop { sessions { startsAt } } } } } }';
    expect(cacheControl(schema, sessions)).toBe('max-age=60, public');
  });
});
