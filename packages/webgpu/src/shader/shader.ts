import { GenlabError } from "@genlab/core";
import type { DType } from "@genlab/graph";
import { functionsOf } from "./functions.js";

/** What entries are in a buffer, four bytes each: of a bool 0 or 1. */
export const STORED: Readonly<Record<DType, string>> = { float32: "f32", int32: "i32", bool: "u32" };

export const loaded = (buffer: string, index: string, dtype: DType): string =>
  dtype === "bool" ? `(${buffer}[${index}] != 0u)` : `${buffer}[${index}]`;

export const stored = (value: string, dtype: DType): string => (dtype === "bool" ? `select(0u, 1u, ${value})` : value);

/** Buffers in the order of their bindings: `out0`, `out1` … are written, `in0`, `in1` … read, and then there is `fault` where it is set. */
export interface Buffers {
  readonly outputs: readonly DType[];
  readonly inputs: readonly DType[];
  readonly setsFault?: boolean;
}

export interface Shader extends Buffers {
  /** Threads of a group. */
  readonly threads: number;
  /** What the threads of a group share. */
  readonly shared?: readonly string[];
  /** Sees `group`, `thread` in its group, and `id`, all threads in a row of `grid.width` groups. */
  readonly body: readonly string[];
}

/** WGSL of one kernel. */
export function shaderOf({ outputs, inputs, setsFault = false, threads, shared = [], body }: Shader): string {
  const bindings = [
    ...outputs.map((dtype, i) => `var<storage, read_write> out${i}: array<${STORED[dtype]}>;`),
    ...inputs.map((dtype, i) => `var<storage, read> in${i}: array<${STORED[dtype]}>;`),
    ...(setsFault ? ["var<storage, read_write> fault: atomic<u32>;"] : []),
  ];
  const text = body.map((line) => `  ${line}`).join("\n");
  return [
    ...bindings.map((each, i) => `@group(0) @binding(${i}) ${each}`),
    ...shared.map((each) => `var<workgroup> ${each};`),
    functionsOf(text),
    `@compute @workgroup_size(${threads})`,
    "fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {",
    text,
    "}",
  ].join("\n");
}

/** More groups than so many are in rows. */
const MOST_GROUPS = 65535;
const ROW = 32768;

export interface Grid {
  readonly workgroups: readonly [number, number, number];
  /** The number of a group, in WGSL. */
  readonly group: string;
}

/** @throws GenlabError for more groups than a device takes. */
export function gridOf(groups: number, layers = 1): Grid {
  if (layers > MOST_GROUPS || groups > MOST_GROUPS * ROW) {
    throw new GenlabError(`WebGPU computes no ${layers} × ${groups} groups at a time. Use a smaller batch or model.`);
  }
  if (groups <= MOST_GROUPS) return { workgroups: [groups, 1, layers], group: "group.x" };
  return { workgroups: [ROW, Math.ceil(groups / ROW), layers], group: `(group.x + group.y * ${ROW}u)` };
}
