import { GenlabError, type Module, namedVariables } from "@genlab/core";
import { Variable } from "@tensorflow/tfjs-core";
import {
  type CarriedValues,
  type CarriesValues,
  outside,
  same,
  type ValueFlow,
  type ValueOrder,
} from "./carries-values.js";
import { appliedTo, otherOrder, unknownOrder } from "./pytorch-functions.js";
import { kindOf, type Lying } from "./pytorch-kinds.js";

/** What a variable is called in PyTorch, and how its values lie there. */
export interface PytorchVariable {
  /** In a module of the same fields, with an `nn.Sequential` for a `Sequential`. */
  readonly name: string;
  /** There. */
  readonly shape: readonly number[];
  /** Which of these axes has the outputs of the layer. */
  readonly outputs: number;
  /** The axes of the values here, some of them cut in two: those of a flattened image are its places and its channels. */
  readonly view: readonly number[];
  /** Which of the axes of `view` come first, second, … there. */
  readonly axes: readonly number[];
}

const NAMES: Readonly<Record<string, string>> = {
  scale: "weight",
  shift: "bias",
  runningMean: "running_mean",
  runningVariance: "running_var",
};

/**
 * How the variables of a module lie in PyTorch, by path. Images are `[channels, height, width]` there, so that features made from an image, and
 * those that become one, are in another order: what a `Sequential` has behind a `flatten`, before a `reshapeTo` and before a `pixelShuffle` is sorted, also in
 * a `Sequential` or a `Residual` within. Functions of others are taken to leave the order of features as it is, and
 * modules of others to flatten no image inside their `forward`.
 *
 * | layer | here | PyTorch |
 * | --- | --- | --- |
 * | `Linear` | `weight` `[inputs, outputs]` | `weight` `[outputs, inputs]` |
 * | `Conv2d` | `weight` `[height, width, inputs, outputs]` | `weight` `[outputs, inputs, height, width]` |
 * | `ConvTranspose2d` | `weight` `[height, width, outputs, inputs]` | `weight` `[inputs, outputs, height, width]` |
 * | `DepthwiseConv2d` | `weight` `[height, width, channels]` | `weight` `[channels, 1, height, width]` |
 * | norms | `scale`, `shift`, `runningMean`, `runningVariance` | `weight`, `bias`, `running_mean`, `running_var` |
 * | `Embedding` | `weight` `[count, features]` | the same |
 *
 * @throws GenlabError for a variable of two or more axes of a layer that is not among these, such as spectral norm; and where values in another order meet
 * a layer that is none of these (it may be a `CarriesValues`), or where their order is not known.
 */
export function pytorchLayout(module: Module): Map<string, PytorchVariable> {
  const found = new Map<string, { readonly variable: PytorchVariable; readonly isSure: boolean }>();
  const known = new Map([...namedVariables(module)].map(([path, variable]) => [variable, path]));
  const above = new Set<object>(); // a module may refer to itself
  const add = (path: string, variable: PytorchVariable, isSure: boolean) => {
    const before = found.get(path);
    if (!before || (isSure && !before.isSure))
      found.set(path, { variable: { ...variable, name: before?.variable.name ?? variable.name }, isSure });
    else if (isSure && !isAlike(before.variable, variable)) {
      throw new GenlabError(
        `"${before.variable.name}" is also "${variable.name}", where its values are in another order in PyTorch. Give one of the two.`,
      );
    }
  };
  const visit = (node: unknown, name: string, given: CarriedValues, wanted: ValueOrder): CarriedValues => {
    if (typeof node === "function") return appliedTo(given, node, wanted, `"${name}"`);
    if (typeof node !== "object" || node === null || ArrayBuffer.isView(node) || above.has(node)) return outside;
    above.add(node);
    const kind = kindOf(node);
    const carries = typeof (node as Partial<CarriesValues>).carryValues === "function";
    if (given.order !== same && !carries && (!kind || kind.needsSame))
      throw new GenlabError(given.order ? otherOrder(`"${name}"`) : unknownOrder(`"${name}"`));
    const flow: ValueFlow = {
      given,
      wanted,
      where: `"${name}"`,
      visit: (part, key, to = outside, need = same) => visit(part, dotted(name, key), to, need),
    };
    for (const [key, child] of Object.entries(node)) {
      const path = child instanceof Variable ? known.get(child) : undefined;
      if (path === undefined) continue;
      // an own variable of a layer that only says what its parts are given
      if (!kind?.lie && given.order !== same && child.size > 1) throw new GenlabError(otherOrder(`"${name}"`));
      const around = { inputs: orderOf(given, name), outputs: wanted };
      const lying = kind?.lie?.(key, child.shape, around) ?? plain(child);
      if (!lying) throw new GenlabError(unknownTo(path, node, child));
      // something between, a function of others say, made other features than those of the image
      if (!lying.axes.flat().every(Number.isInteger)) throw new GenlabError(otherOrder(`"${name}"`));
      add(path, { name: dotted(name, NAMES[key] ?? key), ...laid(lying, child) }, given !== outside || wanted !== same);
    }
    const values = carries
      ? (node as CarriesValues).carryValues(flow)
      : kind
        ? kind.carry(node, flow)
        : parts(node, name);
    above.delete(node);
    return values;
  };
  // what passes between the parts of what is no layer of layers here is not known
  const parts = (node: object, name: string): CarriedValues => {
    for (const [key, child] of Object.entries(node)) {
      if (child instanceof Variable || typeof child === "function") continue;
      const { order } = visit(child, dotted(name, key), outside, same);
      if (order !== same) throw new GenlabError(leaving(dotted(name, key)));
    }
    return outside;
  };
  visit(module, "", outside, same);
  for (const [variable, path] of known) {
    if (!found.has(path)) throw new GenlabError(notMet(path, variable));
  }
  return new Map([...found].map(([path, { variable }]) => [path, variable]));
}

const dotted = (name: string, key: string) => (name === "" ? key : `${name}.${key}`);

const isAlike = (a: PytorchVariable, b: PytorchVariable) => `${a.view}|${a.axes}` === `${b.view}|${b.axes}`;

const unknownTo = (path: string, layer: object, { shape }: Variable) =>
  `"${path}" [${shape.join(", ")}] of ${layer.constructor.name} has no known layout in PyTorch. ` +
  "Give the parts of the model that consist of linear and convolutional layers, norms and embeddings.";

const notMet = (path: string, { shape }: Variable) =>
  `"${path}" [${shape.join(", ")}] is in a layer that has more than its kind. Give it a \`carryValues\` that visits all parts.`;

const leaving = (name: string) =>
  `"${name}" gives a flattened image, whose values are in another order in PyTorch, and what takes it is not known. ` +
  "Put what follows into the same Sequential; an own layer may say by `carryValues` what its parts are given.";

function orderOf({ order }: CarriedValues, name: string): ValueOrder {
  if (order === undefined) throw new GenlabError(unknownOrder(`"${name}"`));
  return order;
}

/** Of a variable that no layer says more of. */
const plain = ({ shape }: Variable): Lying | undefined =>
  shape.length < 2 ? { axes: shape.map((size) => [size]), there: shape.map((_, i) => i) } : undefined;

/** With the axes in which one of `axes` is cut the other way round. */
function laid({ axes, there, shape, out = 0 }: Lying, variable: Variable): Omit<PytorchVariable, "name"> {
  const starts = axes.map((_, i) => axes.slice(0, i).flat().length);
  return {
    shape: shape ?? there.map((axis) => variable.shape[axis]!),
    outputs: out,
    view: axes.flat(),
    axes: there.flatMap((axis) => axes[axis]!.map((_, i) => starts[axis]! + i).reverse()),
  };
}
