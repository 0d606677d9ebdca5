/** Four unsigned 32-bit integers. */
export type Words = readonly [number, number, number, number];

export interface Sfc32 {
  /** An unsigned 32-bit integer. */
  next(): number;
  words(): Words;
}

/** Chris Doty-Humphrey's small fast counting generator, 128 bits of state. https://pracrand.sourceforge.net */
export function sfc32(words: Words): Sfc32 {
  let [a, b, c, d] = words.map((word) => word | 0) as [number, number, number, number];
  return {
    next() {
      const t = (((a + b) | 0) + d) | 0;
      d = (d + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (c << 21) | (c >>> 11);
      c = (c + t) | 0;
      return t >>> 0;
    },
    words: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
  };
}

/** 128 bits from a text: FNV-1a in four lanes, each finished by MurmurHash3's mixer. */
export function wordsFrom(text: string): Words {
  const lanes = [0x811c9dc5, 0x9e3779b9, 0x243f6a88, 0xb7e15162];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    for (let lane = 0; lane < 4; lane++) lanes[lane] = Math.imul(lanes[lane]! ^ code ^ (i << 16), 0x01000193);
  }
  return lanes.map(finish) as unknown as Words;
}

function finish(h: number): number {
  let x = h ^ (h >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
