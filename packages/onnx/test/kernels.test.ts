import "@genlab/core";
import { trace } from "@genlab/graph";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import * as ort from "onnxruntime-node";
import { beforeAll, describe, expect, it } from "vitest";
import { kernelCases, typesOf, valuesOf, variantsOf } from "../../graph/test/kernel-cases/index.js";
import { encodeModel, lower, prepare } from "../src/index.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

// expected numbers: tfjs itself, eager on its cpu backend
describe("kernels in ONNX Runtime compute what eager ones do, in first and second order", () => {
  it.each(kernelCases.map((each) => [each.name, each] as const))("%s", async (_, kernelCase) => {
    const inputs = valuesOf(kernelCase.inputs);
    const types = typesOf(kernelCase.inputs);
    for (const { name, run } of variantsOf(kernelCase)) {
      const expected = tf.tidy(() => run(inputs));
      const { graph } = trace((given) => ({ y: run(Object.values(given)) }), { name, inputs: types });
      const bytes = encodeModel({ graph: lower(prepare(graph)), metadata: {} });
      const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 });
      const feeds = inputs.flatMap((x, i) =>
        session.inputNames.includes(`${i}`)
          ? [[`${i}`, new ort.Tensor(x.dtype as "float32", x.dataSync() as Float32Array, x.shape)]]
          : [],
      );
      const { y } = await session.run(Object.fromEntries(feeds));
      expect([y!.type, y!.dims], name).toEqual([expected.dtype, expected.shape]);
      expect(distance(y!.data as Float32Array, expected.dataSync()), name).toBeLessThan(1e-4);
      await session.release();
    }
  });
});

function distance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < y.length; i++) {
    const each = Math.abs(x[i]! - y[i]!) / (1 + Math.abs(y[i]!));
    most = Math.max(most, Number.isNaN(each) ? Number.POSITIVE_INFINITY : each);
  }
  return most;
}
