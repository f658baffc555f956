import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse, type GraphQLSchema } from 'graphql';
import { ANONYMOUS, type Actor } from '../../../platform/actor.ts';
import { grantsOf } from '../../../platform/access/grants.ts';
import { ROLES, scopesOfRoles, type Role } from '../../../platform/roles.ts';
import { openEngine, type Engine } from '../../../gateway/execution/engine.ts';
import { encoded } from '../../../gateway/latin1.ts';
import { openApolloSide } from '../execution/apollo-side.ts';
import type { SubgraphRequest } from '../execution/in-process-subgraph.ts';
import { person } from '../../support/world.ts';
import { accessTable } from './access-table.ts';
import { fieldQuestions, type FieldQuestion } from './field-questions.ts';
import { recordedSubgraphs } from './recorded-subgraphs.ts';
import { UNLIMITED_DOCUMENTS } from '../../support/protection.ts';

const PARTNER: Actor = { kind: 'partner', id: 'partner', quotaClass: 'standard', documents: 'any', scopes: [] };
const TRUSTED: Actor = { ...PARTNER, scopes: scopesOfRoles(['epci-staff']) };
const attached = (role: Role) => ({ ...person([role], 'an-organisation'), epciSirens: ['200068930'] }) as Actor;

interface Caller {
  readonly actor: Actor;
  /** The column of the table; `null`: none. */
  readonly role: Role | null;
  /** Whether it meets no rule by name. */
  readonly meetsNoPolicy?: true;
}

const CALLERS: readonly (readonly [string, Caller])[] = [
  ['anyone', { actor: ANONYMOUS, role: null }],
  ['a partner’s key', { actor: PARTNER, role: null }],
  ['a partner’s key with the rights of a role', { actor: TRUSTED, role: 'epci-staff', meetsNoPolicy: true }],
  ['an EPCI’s agent of no EPCI', { actor: person(['epci-staff']), role: 'epci-staff', meetsNoPolicy: true }],
  ['an operator’s agent of none', { actor: person(['operator-agent']), role: 'operator-agent', meetsNoPolicy: true }],
  ['a place’s host of none', { actor: person(['place-host']), role: 'place-host', meetsNoPolicy: true }],
  ...ROLES.map((role) => [role, { actor: attached(role), role }] as const),
];

const { running, resolved } = recordedSubgraphs(['department', 'lgn', 'operators']);
const table = accessTable();
let engine: Engine;
let schema: GraphQLSchema;
let questions: readonly FieldQuestion[];

beforeAll(async () => {
  engine = openEngine({
    fetch: async ({ subgraph, body }) => {
      const { query, variables, operationName } = JSON.parse(body.toString()) as SubgraphRequest;
      const answer = await running.get(subgraph)?.answer({ query, variables, operationName });
      return { kind: 'answered', latin1: encoded(JSON.stringify(answer)) };
    },
    unreadable: (subgraph, detail) => ({ message: `${subgraph}: ${detail}`, extensions: { code: 'UNREADABLE' } }),
    preparedAhead: 0,
    together: 16,
    maxOperationsBytes: 200_000_000,
    planningDeadlineMs: 60_000,
    codeGeneration: true,
    rejectsUnauthorised: false,
    limits: UNLIMITED_DOCUMENTS,
  });
  const librarySdl = await engine.prepare(readFileSync('schema/supergraph.graphql', 'utf8'));
  const apollo = await openApolloSide(librarySdl);
  await apollo.side.close();
  schema = apollo.schema;
  engine.serve(librarySdl, schema);
  questions = fieldQuestions(schema);
});
afterAll(() => engine.close());

/** Asks a field, and tells where the answer says that something is reserved. */
async function asked({ query }: FieldQuestion, actor: Actor) {
  resolved.clear();
  const found = engine.operation({ source: query, operationName: undefined }, parse(query), schema);
  if (found.kind !== 'operation') throw new Error('The document has no operation that is accepted.');
  const { operation } = found;
  const checked = operation.check({}, grantsOf(actor));
  if (checked.kind === 'invalid') throw checked.errors[0] ?? new Error(query);
  const request = { actor, variables: {}, headers: {}, signal: new AbortController().signal };
  const { errors } = await engine.run(operation, checked.conditions, request);
  return errors.map(({ path = [], extensions }) => {
    const depth = path.filter((key) => typeof key === 'string').length;
    return `${String(extensions['code'])} at ${depth}`;
  });
}

/** The first field of the way that the table refuses to a role; `null` when it refuses none. */
function refusedOf({ path }: FieldQuestion, { role, meetsNoPolicy }: Omit<Caller, 'actor'>): number | null {
  const at = path.findIndex((coordinate) => {
    const reserved = table.get(coordinate);
    if (reserved === undefined) return false;
    return role === null || !reserved.roles.has(role) || (meetsNoPolicy === true && reserved.hasPolicy);
  });
  return at === -1 ? null : at;
}

/** Read as streams, and so not walked here: tests/e2e/subscriptions.test.ts asks them. */
const STREAMED = ['Subscription.diagnosticUpdated'];

describe('every field of the supergraph, asked by everyone', () => {
  test('is walked, and the table names only fields that exist', () => {
    const coordinates = new Set(questions.map(({ coordinate }) => coordinate));
    expect(coordinates.size).toBeGreaterThan(400);
    expect([...table.keys()].filter((coordinate) => !coordinates.has(coordinate))).toEqual(STREAMED);
  });

  test.each(CALLERS)('%s: has what the table allows, and nothing is fetched of the rest', async (_who, caller) => {
    const wrong: string[] = [];
    for (const question of questions) {
      const errors = await asked(question, caller.actor);
      const refused = refusedOf(question, caller);
      const expected = refused === null ? [] : [`UNAUTHORIZED_FIELD_OR_TYPE at ${refused + 1}`];
      const reached = question.path.filter((coordinate) => resolved.has(coordinate));
      const allowed = refused === null ? question.path : question.path.slice(0, refused);
      if (String(errors) !== String(expected) || String(reached) !== String(allowed))
        wrong.push(`${question.query}: ${String(errors)}, resolved ${reached.join(' > ')}`);
    }
    expect(wrong).toEqual([]);
  });

  test('most fields are public: the table reserves what concerns households, and writing', () => {
    const everyone = questions.filter((question) => refusedOf(question, { role: null }) === null);
    expect(everyone.length).toBeGreaterThan(questions.length / 2);
    expect(everyone.some(({ path }) => path[0]?.startsWith('Mutation.'))).toBe(false);
  });
});
