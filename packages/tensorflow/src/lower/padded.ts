import type { DType } from "@genlab/graph";
import type { Emitter } from "./emitter.js";

export interface Padding {
  readonly paddings: readonly (readonly [before: number, after: number])[];
  readonly value: number;
  readonly type: DType;
}

/** x between entries of a value. */
export function padded(emitter: Emitter, x: string, { paddings, value, type }: Padding): string {
  const borders = emitter.constant(Int32Array.from(paddings.flat()), [paddings.length, 2], "int32");
  const attributes = { T: { type }, Tpaddings: { type: "int32" } } as const;
  if (value === 0) return emitter.emit("Pad", [x, borders], attributes);
  const entry = type === "float32" ? emitter.float(value) : emitter.int(value);
  return emitter.emit("PadV2", [x, borders, entry], attributes);
}
