import {
  cloneModule,
  createContext,
  createRng,
  disposeModule,
  gradients,
  type Layer,
  loadValues,
  namedParameters,
  namedVariables,
  type Rng,
} from "@genlab/core";
import {
  clone,
  grad,
  memory,
  mul,
  range,
  reshape,
  type Scalar,
  sin,
  sum,
  type Tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { expectGraphToMatch } from "./expect-graph-to-match.js";
import { expectGradientsToMatch } from "./finite-differences.js";
import { itTakesInputsAsMeant } from "./layer-inputs.js";
import type { LayerSpecification } from "./layer-specification.js";

/** What every layer promises. A backend must be set. */
export function itIsALayer(specification: LayerSpecification): void {
  const { create, inputShape, outputShape, trainingDiffers = false, order = 2 } = specification;
  const { constantInTraining = false, input: makeInput = (rng: Rng) => rng.normal(inputShape) } = specification;
  const make = (seed = 1) => create(createRng(seed));
  const input = () => makeInput(createRng(2));
  const context = (training: boolean, seed = 3) => createContext({ rng: createRng(seed), training });
  const output = (layer: Layer, training: boolean, seed = 3) =>
    Array.from(tidy(() => layer.forward(input(), context(training, seed))).dataSync());
  const values = (layer: Layer) =>
    [...namedVariables(layer)].map(([path, variable]) => [path, Array.from(variable.dataSync())]);

  it("names its variables the same way every time", () => {
    expect([...namedVariables(make(1)).keys()]).toEqual([...namedVariables(make(2)).keys()]);
  });

  it("is made the same from the same seed", () => {
    expect(values(make())).toEqual(values(make()));
    expect(output(make(), true)).toEqual(output(make(), true));
  });

  it(`maps [${inputShape}] to [${outputShape}]`, () => {
    for (const training of [false, true]) {
      expect(make().forward(input(), context(training)).shape).toEqual(outputShape);
    }
  });

  it.each(constantInTraining ? [false] : [false, true])(
    "has gradients that match central differences, training %s",
    (training) => {
      const layer = make();
      const parameters = namedParameters(layer);
      const buffers = [...namedVariables(layer).values()].filter(({ trainable }) => !trainable);
      const initial = buffers.map((buffer) => clone(buffer));
      const forward = (x: Tensor) => {
        buffers.forEach((buffer, index) => {
          buffer.assign(initial[index]!);
        });
        return layer.forward(x, context(training));
      };
      expectGradientsToMatch(forward, [input(), ...parameters.values()], { order });
    },
  );

  it.each([false, true])("is traced, with its gradients, as it computes, training %s", (training) => {
    const layer = make();
    const parameters = namedParameters(layer);
    const x = input();
    const projected = (y: Tensor) => sum(mul(y, sin(reshape(range(0, y.size), y.shape)))) as Scalar;
    expectGraphToMatch(
      ([given], context) => {
        const forward = (of: Tensor) => layer.forward(of, context);
        return [
          forward(given!),
          ...(x.dtype === "float32" ? [grad((of) => projected(forward(of)))(given!)] : []),
          ...(parameters.size > 0
            ? gradients(parameters, () => ({ total: projected(forward(given!)) })).gradients.values()
            : []),
        ];
      },
      [x],
      { state: layer, training },
    );
  });

  it("reaches every parameter", () => {
    const layer = make();
    const parameters = namedParameters(layer);
    if (parameters.size === 0) return;
    const reached = gradients(parameters, () => ({ total: sum(layer.forward(input(), context(true))) })).gradients;
    expect([...reached.keys()].sort()).toEqual([...parameters.keys()].sort());
  });

  it("gives the same output when cloned", () => {
    const layer = make();
    const copy = cloneModule(layer);
    const expected = output(layer, false);
    disposeModule(layer);
    expect(output(copy, false)).toEqual(expected);
  });

  it("gives the same output from saved values", () => {
    const [layer, other] = [make(1), make(5)];
    output(layer, true); // moves the buffers
    loadValues(other, namedVariables(layer));
    expect(output(other, false)).toEqual(output(layer, false));
  });

  it("holds its variables and nothing else", () => {
    const before = memory().numTensors;
    const layer = make();
    for (const training of [true, false, true]) {
      tidy(() => {
        layer.forward(input(), context(training));
      });
    }
    expect(memory().numTensors - before).toBe(namedVariables(layer).size);
    disposeModule(layer);
    expect(memory().numTensors).toBe(before);
  });

  it("draws nothing and moves nothing in evaluation", () => {
    const layer = make();
    const before = values(layer);
    expect(output(layer, false, 6)).toEqual(output(layer, false, 7));
    expect(values(layer)).toEqual(before);
  });

  it(`${trainingDiffers ? "differs" : "does not differ"} between training and evaluation`, () => {
    const [training, evaluation] = [output(make(), true), output(make(), false)];
    const difference = Math.max(...training.map((value, index) => Math.abs(value - evaluation[index]!)));
    if (trainingDiffers) expect(difference).toBeGreaterThan(1e-3);
    else expect(difference).toBeLessThan(1e-5);
  });

  itTakesInputsAsMeant(specification);
}
