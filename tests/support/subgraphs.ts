import type { Subgraph } from './databases.ts';

interface Modules {
  readonly department: Awaited<ReturnType<typeof department>>;
  readonly lgn: Awaited<ReturnType<typeof lgn>>;
  readonly operators: Awaited<ReturnType<typeof operators>>;
}

export type ModulesOf<S extends Subgraph> = Modules[S];

async function department() {
  const [{ openDatabase }, { schema }, { createContext }] = await Promise.all([
    import('../../subgraphs/department/database.ts'),
    import('../../subgraphs/department/schema.ts'),
    import('../../subgraphs/department/context.ts'),
  ]);
  return { openDatabase, schema, createContext };
}

async function lgn() {
  const [{ openDatabase }, { schema }, { createContext }] = await Promise.all([
    import('../../subgraphs/lgn/database.ts'),
    import('../../subgraphs/lgn/schema.ts'),
    import('../../subgraphs/lgn/context.ts'),
  ]);
  return { openDatabase, schema, createContext };
}

async function operators() {
  const [{ openDatabase }, { schema }, { createContext }] = await Promise.all([
    import('../../subgraphs/operators/database.ts'),
    import('../../subgraphs/operators/schema.ts'),
    import('../../subgraphs/operators/context.ts'),
  ]);
  return { openDatabase, schema, createContext };
}

/** Loads only the subgraph that a test needs: each has its own generated client. */
export const SUBGRAPH_MODULES: { readonly [S in Subgraph]: () => Promise<ModulesOf<S>> } = {
  department,
  lgn,
  operators,
};
