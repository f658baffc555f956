/** Why the hub cannot start, in one French sentence that its operator can act upon. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
