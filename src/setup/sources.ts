/** Prints one line of progress. */
export type Report = (line: string) => void;

/** One place a thing may come from. */
export interface Source<T> {
  /** What a person knows it by: `PATH`, `temporal.download`. */
  readonly name: string;
  /** How long it may take before the next source is tried, in milliseconds. */
  readonly limitMs: number;
  /** A look on this machine: not worth a line of progress when there is nothing. */
  readonly local?: boolean;
  /**
   * Gives the thing, or throws an error whose message says in a few words why not.
   * `signal` fires at the limit: downloads and processes must end then.
   */
  obtain(signal: AbortSignal): Promise<T>;
}

/** What is looked for, and what a person can do when it is nowhere. */
export interface Wish {
  /** Such as `Temporal 服务器 · the Temporal server`. */
  readonly what: string;
  /** One line per way out. */
  readonly remedies: readonly string[];
}

/** No source had it; the message has a line per source and the ways out. */
export class NoSourceError extends Error {
  override readonly name = 'NoSourceError';
}

/**
 * Tries the sources in order and answers with the first thing obtained. A source that throws, or that
 * is not done at its limit, is left behind for the next.
 *
 * @throws {NoSourceError} when none had it
 */
export async function fromFirstSource<T>(
  wish: Wish,
  sources: readonly Source<T>[],
  report: Report,
): Promise<T> {
  const refusals: string[] = [];
  for (const source of sources) {
    try {
      return await withinLimit(source);
    } catch (error) {
      const refusal = `${source.name}: ${firstLines(error)}`;
      refusals.push(refusal);
      if (source.local !== true) report(`  ${refusal}`);
    }
  }
  throw new NoSourceError(
    [
      `无法取得 · could not obtain ${wish.what}`,
      ...refusals.map((refusal) => `  - ${refusal}`),
      '可以这样做 · what you can do:',
      ...wish.remedies.map((remedy) => `  - ${remedy}`),
    ].join('\n'),
  );
}

/** A source that ignores its signal must not hold up the next one, hence the race. */
async function withinLimit<T>(source: Source<T>): Promise<T> {
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const tooLong = new Error(`${source.limitMs / 1000} s 内未完成 · not done in time`);
      ended.abort(tooLong);
      reject(tooLong);
    }, source.limitMs);
  });
  try {
    return await Promise.race([source.obtain(ended.signal), limit]);
  } finally {
    clearTimeout(timer);
  }
}

function firstLines(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split('\n').slice(0, 3).join(' / ');
}
