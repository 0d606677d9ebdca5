import type { DType } from "@genlab/graph";

/** A number as WGSL writes it. What is not finite is no constant there. */
export function literal(value: number, dtype: DType): string {
  if (dtype === "bool") return `${value !== 0}`;
  if (dtype === "int32") return `i32(${value})`;
  if (Number.isNaN(value)) return "nanOf()";
  if (!Number.isFinite(value)) return value > 0 ? "infinityOf()" : "(-infinityOf())";
  const number = Object.is(value, -0) ? "-0" : `${Math.fround(value)}`;
  return number.startsWith("-") ? `(${number}f)` : `${number}f`;
}

/** Distances are added modulo 2³²: one that is negative too. */
export const whole = (value: number): string => `${value >>> 0}u`;
