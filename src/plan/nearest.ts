/**
 * The candidate most like a word, for "did you mean"; the word itself where there is no candidate.
 * Bounded: at most 2,000 candidates of at most 64 characters are compared.
 */
export function nearest(word: string, candidates: Iterable<string>): string {
  const short = word.slice(0, 64);
  let best = { candidate: '', distance: Number.POSITIVE_INFINITY };
  let left = 2_000;
  for (const candidate of candidates) {
    if (left-- === 0) break;
    // The lengths alone say how far it is at least.
    if (Math.abs(candidate.length - word.length) >= best.distance) continue;
    const distance = editDistance(short, candidate.slice(0, 64), best.distance);
    if (distance < best.distance) best = { candidate, distance };
  }
  return best.candidate === '' ? word : best.candidate;
}

/** Levenshtein's distance, one row at a time; not told exactly where it is `enough` or more. */
function editDistance(a: string, b: string, enough: number): number {
  let above = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const change = (above[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      const distance = Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row.push(distance);
      least = Math.min(least, distance);
    }
    if (least >= enough) return least;
    above = row;
  }
  return above[b.length] ?? 0;
}
