/** `@listSize` of the cost specification, as the builders of the subgraphs take it. */
export interface ListSizeDirective {
  readonly locations: 'FIELD_DEFINITION';
  readonly args: {
    assumedSize?: number;
    slicingArguments?: string[];
    sizedFields?: string[];
    requireOneSlicingArgument?: boolean;
  };
}

/** `@cost` of the same. */
export interface CostDirective {
  readonly locations:
    'ARGUMENT_DEFINITION' | 'ENUM' | 'FIELD_DEFINITION' | 'INPUT_FIELD_DEFINITION' | 'OBJECT' | 'SCALAR';
  readonly args: { weight: number };
}

type ListSize = ListSizeDirective['args'];

/** Of a connection: `first` says how many edges its page has; `usual` is what the resolver gives without it. */
export function pageSize(usual = 20): ListSize {
  return { ...firstSize(usual), sizedFields: ['edges'] };
}

/** Of a list that `first` bounds; `usual` is what the resolver gives without it. */
export function firstSize(usual: number): ListSize {
  return { assumedSize: usual, slicingArguments: ['first'], requireOneSlicingArgument: false };
}

/** Of a list that nothing bounds but its data: about how long the longest are. */
export function aboutSize(assumedSize: number): ListSize {
  return { assumedSize };
}
