import {
  broadcast_util,
  fill,
  type GradConfig,
  mul,
  type NamedAttrMap,
  reshape,
  sum,
  type Tensor,
} from "@tensorflow/tfjs-core";

/** The gradient of a kernel: the inputs that it saves, and the backward pass. Outputs are never saved, see docs/gradients.md. */
export type Definition = Pick<GradConfig, "inputsToSave" | "saveAllInputs" | "gradFunc">;

/** Definitions by kernel name. */
export type Definitions = Readonly<Record<string, Definition>>;

// a backward pass makes a new tensor, never dy itself: the tape disposes of it on its own
type Backward<Attributes> = (dy: Tensor, x: Tensor, attributes: Attributes) => Tensor;

/** The gradient of a kernel of one input, of which `backward` returns the cotangent. */
export function unary<Attributes = NamedAttrMap>(backward: Backward<Attributes>, input = "x"): Definition {
  return {
    inputsToSave: [input],
    gradFunc: (dy, saved, attributes) => ({
      [input]: () => backward(dy as Tensor, saved[0]!, attributes as Attributes),
    }),
  };
}

type BackwardOfTwo<Attributes> = (dy: Tensor, first: Tensor, second: Tensor, attributes: Attributes) => Tensor;

/** The gradient of a kernel of two inputs with a backward pass each. */
export function binary<Attributes = NamedAttrMap>(
  backward: Readonly<Record<string, BackwardOfTwo<Attributes>>>,
): Definition {
  const inputs = Object.keys(backward);
  return {
    inputsToSave: inputs,
    gradFunc: (dy, [first, second], attributes) =>
      Object.fromEntries(
        inputs.map((input) => [input, () => backward[input]!(dy as Tensor, first!, second!, attributes as Attributes)]),
      ),
  };
}

/** The gradient of an element-wise kernel of two inputs that broadcast: the cotangents are summed to the inputs' shapes. */
export function broadcasting<Attributes = NamedAttrMap>(
  backward: Readonly<Record<string, BackwardOfTwo<Attributes>>>,
): Definition {
  return binary<Attributes>(
    Object.fromEntries(
      Object.entries(backward).map(([input, of], position) => [
        input,
        (dy: Tensor, first: Tensor, second: Tensor, attributes: Attributes) =>
          unbroadcast(of(dy, first, second, attributes), position === 0 ? first.shape : second.shape),
      ]),
    ),
  );
}

/** The gradient of a kernel that is constant almost everywhere, or whose result is not a float. */
export function flat(...inputs: readonly string[]): Definition {
  return {
    inputsToSave: [...inputs],
    gradFunc: (_dy, saved) =>
      Object.fromEntries(inputs.map((input, position) => [input, () => fill(saved[position]!.shape, 0)])),
  };
}

/** The gradient of a kernel whose inputs are a list. */
export function variadic<Attributes = NamedAttrMap>(
  backward: (dy: Tensor, inputs: readonly Tensor[], position: number, attributes: Attributes) => Tensor,
): Definition {
  return {
    saveAllInputs: true,
    gradFunc: (dy, saved, attributes) =>
      Object.fromEntries(
        saved.map((_, position) => [position, () => backward(dy as Tensor, saved, position, attributes as Attributes)]),
      ),
  };
}

/** Sums a tensor over the axes along which `shape` was broadcast. */
export function unbroadcast(x: Tensor, shape: number[]): Tensor {
  const axes = broadcast_util.getReductionAxes(shape, x.shape);
  return reshape(axes.length > 0 ? sum(x, axes) : x, shape);
}

/** Repeats a tensor along its axes of size one. A product, because backends have it fast where `tile` is slow. */
export const expand = (x: Tensor, shape: number[]): Tensor => mul(x, fill(shape, 1));
