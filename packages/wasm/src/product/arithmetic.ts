import type { Code } from "../encode/code.js";
import { f32x4 } from "../encode/instructions.js";

/** How products are summed up. */
export interface Arithmetic {
  /** `a · b + c` of four numbers each. */
  multiplyAdd(a: Code, b: Code, c: Code): Code;
}

/** Rounds twice, on every machine. */
export const plain: Arithmetic = { multiplyAdd: (a, b, c) => f32x4.add(f32x4.mul(a, b), c) };

/** Rounds once where the processor can, which takes half the time. */
export const fused: Arithmetic = { multiplyAdd: f32x4.relaxedMultiplyAdd };
