import "@genlab/core";
import "@tensorflow/tfjs-backend-cpu";
import { kernelCases, typesOf, valuesOf, variantsOf } from "@genlab/testing";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { evaluate, optimize, trace } from "../src/index.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

// expected numbers: tfjs itself, eager on its cpu backend
describe("traced kernels compute what eager ones do, in first and second order", () => {
  it.each(kernelCases.map((each) => [each.name, each] as const))("%s", (_, kernelCase) => {
    const inputs = valuesOf(kernelCase.inputs);
    const types = typesOf(kernelCase.inputs);
    for (const { name, run } of variantsOf(kernelCase)) {
      const expected = tf.tidy(() => run(inputs));
      const { graph } = trace((given) => ({ y: run(Object.values(given)) }), { name, inputs: types });
      for (const each of [graph, optimize(graph)]) {
        const y = evaluate(each, new Map(inputs.map((x, i) => [`${i}`, x]))).get("y")!;
        expect([y.dtype, y.shape], name).toEqual([expected.dtype, expected.shape]);
        expect(distance(y, expected), name).toBeLessThan(1e-4);
      }
    }
  });
});

function distance(a: tf.Tensor, b: tf.Tensor): number {
  const [x, y] = [a.dataSync(), b.dataSync()];
  return Math.max(
    0,
    ...Array.from(x, (value, i) => Math.abs(value - y[i]!) / (1 + Math.abs(y[i]!))).map((d) =>
      Number.isNaN(d) ? Infinity : d,
    ),
  );
}
