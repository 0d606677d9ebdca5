import "@tensorflow/tfjs-backend-cpu";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { gradients, namedParameters, parameter, registerGradients } from "@genlab/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(() => tf.setBackend("cpu"));

const model = { weight: parameter(() => tf.tensor([1, 2, 3])) };
const parameters = namedParameters(model);
const total = (value: tf.Tensor) => ({ total: tf.sum(value) as tf.Scalar });

describe("GenLab's gradients", () => {
  const slopeOfTanh = () =>
    tf.tidy(() => {
      const { gradients: found } = gradients(parameters, () => total(tf.tanh(model.weight)));
      return found.get("weight")!.dataSync()[0]!;
    });

  it("stand where the host registers others afterwards", () => {
    const wrong = {
      kernelName: tf.Tanh,
      gradFunc: (dy: tf.Tensor | tf.Tensor[]) => ({ x: () => tf.mul(dy as tf.Tensor, 9) }),
    };
    tf.registerGradient(wrong);
    expect(slopeOfTanh()).toBeCloseTo(1 - Math.tanh(1) ** 2, 6);
    expect(tf.getGradient(tf.Tanh)).not.toBe(wrong);
  });

  it("leave gradients of other operations alone", () => {
    const own = {
      kernelName: tf.Cumprod,
      gradFunc: (dy: tf.Tensor | tf.Tensor[]) => ({ x: () => tf.mul(dy as tf.Tensor, 9) }),
    };
    tf.registerGradient(own);
    registerGradients();
    expect(tf.getGradient(tf.Cumprod)).toBe(own);
    const { gradients: found } = gradients(parameters, () => total(tf.cumprod(model.weight)));
    expect([...found.get("weight")!.dataSync()]).toEqual([9, 9, 9]);
    tf.unregisterGradient(tf.Cumprod);
  });

  it("stand over tfjs' own, in either order of import", () => {
    const script = (order: string) => `
      import "@tensorflow/tfjs-backend-cpu";
      import * as tf from "@tensorflow/tfjs-core";
      import { registerTfjsGradients } from "./bench/tfjs-gradients.mjs";
      tf.env().set("IS_TEST", true);
      await tf.setBackend("cpu");
      let core;
      ${order}
      const x = core.parameter(() => tf.tensor(0.5));
      const slope = (v) => tf.grad((u) => tf.square(tf.tanh(u)))(v);
      const { gradients } = core.gradients(new Map([["x", x]]), () => ({ total: slope(x) }));
      console.log(gradients.get("x").dataSync()[0]);`;
    const [theirs, ours] = ["await registerTfjsGradients();", 'core = await import("@genlab/core");'];
    const root = fileURLToPath(new URL("../../..", import.meta.url));
    const t = Math.tanh(0.5);
    const curvature = 2 * (1 - t * t) * (1 - 3 * t * t); // of tanh²
    for (const order of [theirs + ours, ours + theirs]) {
      const output = execFileSync(process.execPath, ["--input-type=module", "-e", script(order)], {
        cwd: root,
        encoding: "utf8",
      });
      expect(Number(output)).toBeCloseTo(curvature, 5);
    }
  });

  it("are registered once, however often they are asked for", () => {
    registerGradients();
    const standing = tf.getGradient(tf.Tanh);
    registerGradients();
    expect(tf.getGradient(tf.Tanh)).toBe(standing);
  });
});
