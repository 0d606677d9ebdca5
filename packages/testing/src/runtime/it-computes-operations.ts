import { type Runtime, trace, type Values } from "@genlab/graph";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kernelCases } from "../kernel-cases/index.js";
import { typesOf, valuesOf } from "../kernel-cases/input.js";
import type { KernelCase } from "../kernel-cases/kernel-case.js";
import { variantsOf } from "../kernel-cases/variants-of.js";
import { runOnce } from "./run-once.js";
import type { RuntimeSpecification } from "./runtime-specification.js";

/** Every operation computes what it does eagerly, and so do its first and second gradients. */
export function itComputesOperations<Value extends object>({
  create,
  tolerance = 1e-4,
  cases = kernelCases,
}: RuntimeSpecification<Value>): void {
  describe("that computes every operation", () => {
    let runtime: Runtime<Value>;
    beforeAll(async () => {
      runtime = await create();
    });
    afterAll(async () => {
      await runtime?.dispose();
    });

    it.each(cases.map((each) => [each.name, each] as const))("%s", async (_, kernelCase) => {
      const { expected, graph, given } = tracedCase(kernelCase);
      const results = await runOnce(runtime, graph, given);
      for (const [name, { dtype, values }] of expected) {
        const entries = results.get(name)!;
        expect([name, entries.constructor.name, entries.length]).toEqual([name, ARRAYS[dtype], values.length]);
        const wrong = values.findIndex((value, i) => !isClose(entries[i]!, value, tolerance));
        expect(wrong, `${name}: entry ${wrong} is ${entries[wrong]}, not ${values[wrong]}`).toBe(-1);
      }
    });
  });
}

const ARRAYS = { float32: "Float32Array", int32: "Int32Array", bool: "Uint8Array" } as const;

interface Expected {
  readonly dtype: keyof typeof ARRAYS;
  readonly values: Values;
}

/** A case and its gradients as one graph, an output for each; its inputs, and what it gives eagerly. */
function tracedCase(kernelCase: KernelCase) {
  const variants = variantsOf(kernelCase);
  const all = (inputs: readonly Tensor[]) =>
    Object.fromEntries(variants.map(({ name, run }): [string, Tensor] => [name, run(inputs)]));
  const expected = new Map<string, Expected>();
  const given = new Map<string, Values>();
  tidy(() => {
    const inputs = valuesOf(kernelCase.inputs);
    for (const [i, x] of inputs.entries()) given.set(`${i}`, x.dataSync().slice() as Values);
    for (const [name, tensor] of Object.entries(all(inputs))) {
      expected.set(name, { dtype: tensor.dtype as Expected["dtype"], values: tensor.dataSync() });
    }
  });
  const { graph } = trace((inputs) => all(Object.values(inputs)), {
    name: kernelCase.name,
    inputs: typesOf(kernelCase.inputs),
  });
  return { expected, graph, given };
}

const isClose = (a: number, b: number, tolerance: number): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
