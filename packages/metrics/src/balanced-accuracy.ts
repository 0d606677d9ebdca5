/**
 * The highest mean over K classes of the share that is told, by cutting the line into K intervals at most and giving each a class: found
 * among all cuts, by dynamic programming over the values in order.
 */
export function balancedAccuracy(values: Float64Array, labels: Float64Array): number {
  const classes = [...new Set(labels)];
  const shares = classes.map((one) => 1 / (classes.length * labels.filter((label) => label === one).length));
  const indexOf = new Map(classes.map((one, index) => [one, index]));
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);

  // best[t][c]: of what has been passed, where the interval that goes on now is number t and has class c
  const best = classes.map(() => new Float64Array(classes.length).fill(Number.NEGATIVE_INFINITY));
  for (let start = 0; start < order.length; ) {
    const gains = new Float64Array(classes.length);
    let end = start;
    // equal values cannot be cut apart
    for (; end < order.length && values[order[end]!] === values[order[start]!]; end++) {
      const index = indexOf.get(labels[order[end]!]!)!;
      gains[index]! += shares[index]!;
    }
    for (let t = classes.length - 1; t >= 0; t--) {
      const before = t > 0 ? Math.max(...best[t - 1]!) : start === 0 ? 0 : Number.NEGATIVE_INFINITY;
      const row = best[t]!;
      for (const [c, gain] of gains.entries()) row[c] = gain + Math.max(row[c]!, before);
    }
    start = end;
  }
  return Math.max(...best.flatMap((row) => [...row]));
}
