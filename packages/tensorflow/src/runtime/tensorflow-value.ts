import type { TensorType } from "@genlab/graph";

/** A tensor of TensorFlow's, on the device that computes, by the address of its handle. */
export interface TensorflowValue {
  readonly handle: bigint;
  readonly type: TensorType;
}
