import { epochMs } from '../../engine/model.js';
import type { FaultKind } from './compare.js';
import { prove, type ProofParts } from './proof.js';

/** The invariant that a fault breaks; what was late, or for nobody, breaks none: it is told, and the record is whole. */
const BREAKS = {
  missing: 'I1',
  lost: 'I1',
  unowed: 'I4',
} as const satisfies Partial<Record<FaultKind, string>>;

const isBreaking = (kind: FaultKind): kind is keyof typeof BREAKS => kind in BREAKS;

/** What of a whole season was owed by the plan and not said, not noticed, or said though nobody owed it. */
export async function proofViolations(parts: ProofParts, id: string) {
  const whole = { from: epochMs(0), until: epochMs(Number.MAX_SAFE_INTEGER) };
  const { faults } = await prove(parts, id, whole);
  return faults.flatMap(({ kind, unit, duty, action, rung, owedAt }) => {
    if (!isBreaking(kind)) return [];
    const at = new Date(owedAt).toISOString();
    const detail = `${kind}: ${duty} ${action} ${rung}, owed ${at} (plan time, by simulation)`;
    return [{ invariant: BREAKS[kind], unit, detail }];
  });
}
