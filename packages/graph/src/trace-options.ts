import type { Module } from "@genlab/core";
import type { DType } from "./node.js";

export interface TensorType {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export interface TraceOptions {
  /** What errors and dumps call the program. */
  readonly name: string;
  /** The tensors that it is given. */
  readonly inputs: Readonly<Record<string, TensorType>>;
  /** Every variable that it reads or assigns. Default: none. */
  readonly state?: Module;
  /** Default false. */
  readonly training?: boolean;
}
