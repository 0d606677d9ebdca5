type Point = readonly [step: number, value: number];

const MOST = 300;

/** At most some hundred points: of each stretch its least and its greatest, so that no peak is lost. */
export function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= MOST) return points;
  const stretch = Math.ceil((2 * points.length) / MOST);
  const kept: Point[] = [];
  for (let from = 0; from < points.length; from += stretch) {
    const part = points.slice(from, from + stretch);
    const [first, ...others] = part as [Point, ...Point[]];
    let [least, most] = [first, first];
    for (const point of others) {
      if (point[1] < least[1]) least = point;
      if (point[1] > most[1]) most = point;
    }
    const ends = least[0] <= most[0] ? [least, most] : [most, least];
    kept.push(...(least === most ? [least] : ends));
  }
  const last = points.at(-1)!;
  return kept.at(-1) === last ? kept : [...kept, last];
}
