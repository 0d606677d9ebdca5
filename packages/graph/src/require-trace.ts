import {
  describe,
  GenlabError,
  refuseUnknown,
  requireBooleans,
  requireCounts,
  requireFunctions,
  requireOneOf,
} from "@genlab/core";
import { Tensor } from "@tensorflow/tfjs-core";
import type { TensorType, TraceOptions } from "./trace-options.js";

/** @throws GenlabError for what is no function, and for options that are none. */
export function requireTraceOptions(run: unknown, options: TraceOptions): void {
  requireFunctions("trace", { run }, "({ x }, context) => ({ y: model.forward(x, context) })");
  const { name, inputs, state, training = false, ...others } = options ?? {};
  refuseUnknown("trace", others, { name, inputs, state, training });
  if (typeof name !== "string") throw new GenlabError(`\`name\` of trace is ${describe(name)}. Expected a text.`);
  requireBooleans("trace", { training });
  if (typeof inputs !== "object" || inputs === null) {
    throw new GenlabError(
      `\`inputs\` of trace is ${describe(inputs)}. Expected tensor types by name, such as { x: { shape: [4, 2], dtype: "float32" } }.`,
    );
  }
  for (const [input, type] of Object.entries(inputs)) requireType(input, type);
}

function requireType(input: string, type: TensorType): void {
  const { shape, dtype } = type ?? {};
  if (!Array.isArray(shape)) {
    throw new GenlabError(`The shape of the input "${input}" is ${describe(shape)}. Expected sizes, such as [4, 2].`);
  }
  const owner = `the input "${input}"`;
  requireCounts(owner, Object.fromEntries(shape.map((size, axis) => [`shape[${axis}]`, size])));
  requireOneOf(owner, { dtype }, ["float32", "int32", "bool"]);
}

/** @throws GenlabError unless a program gives tensors by name. */
export function requireResults(program: string, results: unknown): void {
  if (typeof results !== "object" || results === null || results instanceof Tensor || results instanceof Promise) {
    throw new GenlabError(`"${program}" gives ${nameOf(results)}. Expected tensors by name, such as { x }.`);
  }
  for (const [key, value] of Object.entries(results)) {
    if (value instanceof Tensor) continue;
    throw new GenlabError(`"${program}" gives ${describe(value)} as "${key}". Expected a tensor.`);
  }
}

function nameOf(results: unknown): string {
  if (results instanceof Promise) return "a promise";
  return results instanceof Tensor ? "one tensor" : describe(results);
}
