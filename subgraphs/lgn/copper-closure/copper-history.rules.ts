/** What a producer said of a commune, and until when it stood. */
export interface CopperStatement {
  readonly lot: string | null;
  readonly commercialClosure: string | null;
  readonly technicalClosure: string | null;
}

/** An earlier statement, with the file that made it and the one that changed it. */
export interface CopperChange extends CopperStatement {
  readonly asOf: string | null;
  readonly source: string | null;
  readonly replacedAsOf: string;
  readonly replacedBySource: string;
}

/**
 * The earlier statements that differ from what followed, newest first.
 *
 * @param changes oldest first.
 * @param current what is said today; `null` when the commune is no longer in the file.
 */
export function copperHistory(
  changes: readonly CopperChange[],
  current: CopperStatement | null,
): readonly CopperChange[] {
  const differing = changes.filter((change, index) => !sameStatement(change, changes[index + 1] ?? current));
  return differing.toReversed();
}

function sameStatement(one: CopperStatement, other: CopperStatement | null): boolean {
  return (
    other !== null &&
    one.lot === other.lot &&
    one.commercialClosure === other.commercialClosure &&
    one.technicalClosure === other.technicalClosure
  );
}
