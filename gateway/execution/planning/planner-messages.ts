/** What a planner's thread is asked, and what it answers. Plans are JSON text. */
export interface PlanQuestion {
  readonly id: number;
  readonly operation: string;
  /** Whether fields that require others are asked apart from all others. */
  readonly apart: boolean;
}

export type PlannerMessage =
  | { readonly kind: 'ready'; readonly apiSdl: string }
  | { readonly kind: 'planned'; readonly id: number; readonly plan: string }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
