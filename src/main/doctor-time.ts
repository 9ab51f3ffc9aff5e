import { finding, type DoctorFinding } from './doctor-finding.js';

const PATIENCE_MS = 5_000;
const WARN_MS = 2_000;
const BAD_MS = 30_000;
/** A `Date` has whole seconds. */
const COARSE_MS = 1_000;

/** This machine's clock against the `Date` of an address; nothing where none was named. */
export async function timeFindings(from: string | undefined): Promise<readonly DoctorFinding[]> {
  if (from === undefined) return [];
  const asked = Date.now();
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const { headers } = await fetch(from, { method: 'HEAD', redirect: 'manual', signal });
    const theirs = Date.parse(headers.get('date') ?? '');
    if (Number.isNaN(theirs)) throw new Error('no Date');
    return [timeFinding(from, theirs - (asked + Date.now()) / 2)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [finding('time', 'warn', (words) => words.noTime(from, reason))];
  }
}

/** @param aheadMs how far the other clock is ahead, cut to whole seconds */
export function timeFinding(from: string, aheadMs: number): DoctorFinding {
  const skewMs = aheadMs > 0 ? aheadMs : Math.max(0, -aheadMs - COARSE_MS);
  if (skewMs < WARN_MS) return finding('time');
  const state = skewMs < BAD_MS ? 'warn' : 'bad';
  return finding('time', state, (words) => words.time(skewMs, from));
}
