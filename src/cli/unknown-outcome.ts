/** A change was sent and not answered: it may still be done, and the same key asks again. */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome';
  constructor(
    message: string,
    readonly key: string,
  ) {
    super(message);
  }
}
