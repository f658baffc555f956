/** The household that the README asks about: its address exists in no real file (`demo01` is no real street). */
export const DEMONSTRATION_HOUSEHOLD = {
  /** As somebody says it on the phone. */
  search: '12 rue des Tilleuls Pujols',
  banId: '47215_demo01_00012',
  communeCode: '47215',
  streetName: 'Rue des Tilleuls',
  number: 12,
} as const satisfies Readonly<Record<string, string | number>>;
