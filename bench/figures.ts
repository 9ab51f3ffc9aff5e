/** Times in milliseconds, and what is said of them. */
export interface Spread {
  readonly times: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export function spreadOf(times: readonly number[]): Spread {
  const sorted = Float64Array.from(times).sort();
  const rank = (part: number) =>
    Math.round((sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0) * 100) / 100;
  return { times: sorted.length, p50: rank(0.5), p99: rank(0.99), max: rank(1) };
}

/** How long a piece of work took, and what it gave. */
export async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly ms: number; readonly result: Result }> {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

/** Figures by name; printed as a table, or with `--json` as one object. */
export function createFigures() {
  const all: Record<string, number> = {};
  return {
    put: (name: string, value: number) => {
      all[name] = value;
    },
    spread: (name: string, times: readonly number[]) => {
      const { p50, p99, max } = spreadOf(times);
      Object.assign(all, { [`${name}: p50 ms`]: p50, [`${name}: p99 ms`]: p99 });
      all[`${name}: max ms`] = max;
    },
    print: () => {
      if (process.argv.includes('--json')) console.log(JSON.stringify(all));
      else for (const [name, value] of Object.entries(all)) console.log(name.padEnd(64), value);
    },
  };
}

/** The number behind `--name`, or the default. */
export function numberFrom(name: string, usual: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : Number(process.argv[at + 1]);
}

/** The words behind `--name`, or null. */
export function textFrom(name: string): string | null {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
}
