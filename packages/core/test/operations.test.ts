import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { prepareBackend } from "@genlab/backends";
import { createRng } from "@genlab/core";
import { expectGradientsToMatch } from "@genlab/testing";
import {
  add,
  getGradient,
  getKernelsForBackend,
  memory,
  profile,
  setBackend,
  square,
  type Tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { afterAll, describe, expect, it } from "vitest";
import { elementwiseCases } from "./elementwise-cases.js";
import { structureCases } from "./structure-cases.js";
import { windowCases } from "./window-cases.js";

const cases = [...elementwiseCases, ...structureCases, ...windowCases];
const backends = ["cpu", "wasm"];

/** What tfjs' wasm backend lacks, and the cases that need it. */
const lackingInWasm: readonly [RegExp, string][] = [
  [/^einsum/, "Einsum"],
  // with numeric padding tfjs takes the first stride for both axes, and wasm then writes beyond its result
  [/strides 2 and 1, padding 1$/, "a right output shape"],
];

const TOLERANCE = 1e-3;
const errors = new Map<string, string>();

describe.each(backends)("on %s", (backend) => {
  describe.each(cases)("$name", ({ name, f, inputs }) => {
    const lacking = backend === "wasm" ? lackingInWasm.find(([pattern]) => pattern.test(name)) : undefined;
    it.skipIf(lacking)(lacking ? `needs ${lacking[1]}` : "equals central differences", async () => {
      await setBackend(backend);
      prepareBackend(backend); // wasm lacks the gradients of convolutions
      const before = memory().numTensors;
      tidy(() => {
        // so that the second order of a linear operation is not zero
        const curved = (...given: Tensor[]) => {
          const y = f(...given);
          return add(y, square(y));
        };
        const given = inputs(createRng(7));
        const [first, second] = ([1, 2] as const).map((order) =>
          expectGradientsToMatch(curved, given, { order, tolerance: TOLERANCE }),
        );
        errors.set(`${name}/${backend}`, `${first!.toExponential(0)} ${second!.toExponential(0)}`);
      });
      expect(memory().numTensors).toBe(before);
    });
  });
});

it("has a case for every kernel that has a gradient", async () => {
  await setBackend("cpu");
  const used = new Set<string>();
  for (const { f, inputs } of cases) {
    const { kernels } = await profile(() => f(...inputs(createRng(7))));
    for (const { name } of kernels) used.add(name);
  }
  const registered = getKernelsForBackend("cpu").map(({ kernelName }) => kernelName);
  // reached by the gradients of others, in second order
  const backward = /Backprop|PoolGrad/;
  expect(registered.filter((name) => getGradient(name) && !used.has(name) && !backward.test(name))).toEqual([]);
});

afterAll(() => {
  const rows = cases.map(({ name }) =>
    [name.padEnd(44), ...backends.map((backend) => (errors.get(`${name}/${backend}`) ?? "-").padEnd(14))].join(" "),
  );
  const head = ["worst relative error".padEnd(44), ...backends.map((backend) => `${backend} 1st 2nd`.padEnd(14))];
  console.log([head.join(" "), ...rows].join("\n"));
});
