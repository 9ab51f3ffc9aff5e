/** The service or the server behind it does not answer. What was asked may still happen. */
export class NotReachable extends Error {
  override readonly name = 'NotReachable';
}

/** There is no room for more at this moment: nothing was begun. Asked before by the same key, that may still have been done. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

/** The same failure, with the key by which the caller may ask again. */
export const withKey = (error: unknown, key: string | undefined): unknown =>
  error instanceof NotReachable && key !== undefined
    ? new NotReachable(`${error.message}（key ${key}）`, { cause: error })
    : error;

/** Something asked for does not exist, or cannot be done as things stand: the caller can mend it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: string,
    readonly zh: string,
    readonly en: string,
  ) {
    super(`${zh} · ${en}`);
  }
}
