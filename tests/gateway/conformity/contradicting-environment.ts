import { TestEnvironment } from 'jest-environment-node';

interface Block {
  readonly type: 'describeBlock';
  readonly name: string;
  readonly children: readonly (Block | Test)[];
}

interface Test {
  readonly type: 'test';
  readonly name: string;
  failing: boolean;
}

/** Why the hub does the opposite of what a test wants, by the test's name, those of its blocks before it. */
export type Contradicted = Readonly<Record<string, string>>;

/**
 * Runs a foreign test suite of which some tests are deliberately contradicted: `globalThis.contradicted` names them.
 * Each of those must fail; one that passes, or does not exist any more, is a fault of the list.
 */
export default class ContradictingEnvironment extends TestEnvironment {
  handleTestEvent(event: { readonly name: string }, state: { readonly rootDescribeBlock: Block }): void {
    if (event.name !== 'run_start') return;
    const contradicted = (this.global as { contradicted?: Contradicted }).contradicted ?? {};
    const unmet = new Set(Object.keys(contradicted));
    for (const [name, test] of testsOf(state.rootDescribeBlock, [])) if (unmet.delete(name)) test.failing = true;
    if (unmet.size > 0) throw new Error(`No test has the name « ${[...unmet].join(' », « ')} ».`);
  }
}

function testsOf(block: Block, path: readonly string[]): readonly (readonly [string, Test])[] {
  return block.children.flatMap((child) =>
    child.type === 'test'
      ? [[[...path, child.name].join(' › '), child] as const]
      : testsOf(child, [...path, child.name]),
  );
}
