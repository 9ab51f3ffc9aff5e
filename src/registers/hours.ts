/** From an instant on until before another, both in milliseconds. */
export interface Hours {
  readonly fromAt: number;
  readonly untilAt: number;
}

/** Whether two share any time; what merely touches does not. */
export const overlap = (a: Hours, b: Hours): boolean =>
  a.fromAt < b.untilAt && b.fromAt < a.untilAt;

/** Whether one lies wholly within the other. */
export const covers = (outer: Hours, inner: Hours): boolean =>
  outer.fromAt <= inner.fromAt && outer.untilAt >= inner.untilAt;
