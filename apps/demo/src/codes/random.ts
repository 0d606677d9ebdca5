/** Numbers in [0, 1), the same for the same seed. Mulberry32: enough for a page, whose models draw from their own streams. */
export function generator(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b9);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws from N(0, 1). Box and Muller, 1958. */
export function normals(count: number, random: () => number): Float32Array {
  return Float32Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    return radius * Math.cos(2 * Math.PI * random());
  });
}

/** Levels with Gaussian noise, kept in [0, 1]: the same noise for the same seed. */
export function withNoise(levels: ArrayLike<number>, deviation: number, seed: number): Float32Array {
  const noise = normals(levels.length, generator(seed));
  return noise.map((value, index) => Math.min(1, Math.max(0, levels[index]! + deviation * value)));
}
