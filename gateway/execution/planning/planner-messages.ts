/** What a planner's thread is asked, and what it answers. Plans are JSON text. */
export type PlannerOrder = { readonly kind: 'read'; readonly supergraphSdl: string } | PlanQuestion;

export interface PlanQuestion {
  readonly kind: 'plan';
  readonly id: number;
  readonly operation: string;
  /** Whether plans may go from one interface object of an interface to another. */
  readonly acrossInterfaceObjects: boolean;
}

export type PlannerMessage =
  | { readonly kind: 'ready'; readonly apiSdl: string }
  | { readonly kind: 'planned'; readonly id: number; readonly plan: string }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
