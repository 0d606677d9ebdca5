import { createContext, createRng, GenlabError, gradients, type Layer, namedParameters } from "@genlab/core";
import { cast, mul, round, sum, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { expectGraphToMatch } from "./expect-graph-to-match.js";
import type { LayerSpecification } from "./layer-specification.js";

/** What every layer promises of inputs that are not what it is made for: it takes them as they are meant, or refuses them itself. */
export function itTakesInputsAsMeant({ create, inputShape, input, anyChannels = false }: LayerSpecification): void {
  const make = () => create(createRng(1));
  const context = (training: boolean) => createContext({ rng: createRng(3), training });
  const dtype = tidy(() => input?.(createRng(2)).dtype ?? "float32");
  const drawn = (shape: readonly number[]) => cast(createRng(2).uniform(shape), dtype); // integers are zeros
  const attempt = (shape: readonly number[], training: boolean) =>
    attemptOf(() => make().forward(drawn(shape), context(training)));

  if (!anyChannels) {
    it.each(named(otherLastSizes(inputShape)))("refuses %s, for it has channels of its own", (_, shape) => {
      for (const training of [false, true]) expect(attempt(shape, training)).toBeInstanceOf(GenlabError);
    });
  }

  it.each(named(oddShapes(inputShape)))("refuses %s itself, or gives an output for each example", (_, shape) => {
    for (const training of [false, true]) {
      const found = attempt(shape, training);
      if (found instanceof GenlabError) continue;
      expect(found).toEqual({ batch: shape[0], isFinite: true });
    }
  });

  it.each([false, true])("computes of integers what it computes of floats, training %s", (training) => {
    tidy(() => {
      const integers = integersLike(input?.(createRng(2)) ?? createRng(2).normal(inputShape));
      const [found, expected] = [integers, cast(integers, "float32")].map((x) => resultsOf(make(), x, training));
      expect(found).toEqual(expected);
    });
  });

  it.each([false, true])("is traced for integers as it computes, training %s", (training) => {
    const layer = make();
    const integers = integersLike(input?.(createRng(2)) ?? createRng(2).normal(inputShape));
    expectGraphToMatch(([x], context) => [layer.forward(x!, context)], [integers], { state: layer, training });
  });

  /** The output and the gradients of the parameters. */
  function resultsOf(layer: Layer, x: Tensor, training: boolean): number[][] {
    const parameters = namedParameters(layer);
    const forward = () => layer.forward(x, context(training));
    const found =
      parameters.size > 0 ? gradients(parameters, () => ({ total: sum(mul(forward(), forward())) })).gradients : [];
    return [make().forward(x, context(training)), ...found.values()].map((result) => Array.from(result.dataSync()));
  }
}

/** Rounded, and where they are floats, apart enough to differ. */
const integersLike = (x: Tensor): Tensor => cast(round(mul(x, x.dtype === "float32" ? 3 : 1)), "int32");

const named = (shapes: readonly number[][]) => shapes.map((shape) => [`[${shape}]`, shape] as const);

/** One more and one less than the last size, and 1. */
function otherLastSizes(shape: readonly number[]): number[][] {
  const last = shape.at(-1)!;
  const sizes = new Set([last + 1, last - 1, 1].filter((size) => size > 0 && size !== last));
  const others = [...sizes].map((size) => [...shape.slice(0, -1), size]);
  return shape.length === 4 ? [...others, channelsFirst(shape)] : others;
}

/** The same images with channels first, and another width where it would be taken for the channels. */
function channelsFirst(shape: readonly number[]): number[] {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return [batch, channels, height, width === channels ? width + 1 : width];
}

/** A dimension less and one more, images of one pixel, no example, and no value. */
function oddShapes(shape: readonly number[]): number[][] {
  const [batch, ...rest] = shape as [number, ...number[]];
  return [
    ...(rest.length > 0
      ? [
          [batch, ...rest.slice(1)],
          [batch, ...rest.slice(0, -1), 0],
        ]
      : []),
    [batch, 2, ...rest],
    ...(rest.length === 3 ? [[batch, 1, 1, rest.at(-1)!]] : []),
    [1, ...rest],
    [0, ...rest],
  ];
}

/** What a forward pass gives, or the error that it throws. */
function attemptOf(forward: () => Tensor): unknown {
  try {
    return tidy(() => {
      const y = forward();
      return { batch: y.shape[0], isFinite: y.dataSync().every((value) => Number.isFinite(value)) };
    });
  } catch (error) {
    return error;
  }
}
