import type { Sfc32 } from "./sfc32.js";

const LAYERS = 128;
/** Right edge of the base layer, and the area of every layer (Doornik 2005, table 1). */
const R = 3.442619855899;
const AREA = 9.91256303526217e-3;

/** Right edges of the layers, the base (stretched to include the tail) first. */
const edge = new Float64Array(LAYERS + 1);
edge[0] = AREA / Math.exp(-0.5 * R * R);
edge[1] = R;
for (let i = 2; i < LAYERS; i++) {
  const x = edge[i - 1]!;
  edge[i] = Math.sqrt(-2 * Math.log(AREA / x + Math.exp(-0.5 * x * x)));
}
/** The share of a layer that lies wholly under the curve. */
const inside = Float64Array.from({ length: LAYERS }, (_, i) => edge[i + 1]! / edge[i]!);

/**
 * A draw from N(0, 1) by the ziggurat of Marsaglia and Tsang, with layer, sign and magnitude from different bits, as Doornik
 * corrected it. https://www.doornik.com/research/ziggurat.pdf
 */
export function normalFrom(stream: Sfc32): number {
  for (;;) {
    const bits = stream.next();
    const layer = bits & 0x7f;
    const sign = bits & 0x80 ? -1 : 1;
    const u = (bits >>> 8) / 0x100_0000;
    if (u < inside[layer]!) return sign * u * edge[layer]!;
    if (layer === 0) return sign * tail(stream);
    const x = u * edge[layer]!;
    const below = density(edge[layer]!);
    if (below + unit(stream) * (density(edge[layer + 1]!) - below) < density(x)) return sign * x;
  }
}

const density = (x: number) => Math.exp(-0.5 * x * x);

/** In (0, 1), so that its logarithm is finite. */
const unit = (stream: Sfc32) => (stream.next() + 0.5) / 0x1_0000_0000;

/** Marsaglia's method for the normal tail beyond R. */
function tail(stream: Sfc32): number {
  for (;;) {
    const x = -Math.log(unit(stream)) / R;
    const y = -Math.log(unit(stream));
    if (2 * y > x * x) return R + x;
  }
}
