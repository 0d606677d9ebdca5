import { GenlabError, type Module, namedVariables } from "@genlab/core";
import { Variable } from "@tensorflow/tfjs-core";
import { BatchNorm } from "./batch-norm.js";
import { ConvTranspose2d } from "./conv-transpose2d.js";
import { Conv2d } from "./conv2d.js";
import { DepthwiseConv2d } from "./depthwise-conv2d.js";
import { Embedding } from "./embedding.js";
import { flatten } from "./flatten.js";
import { GroupNorm } from "./group-norm.js";
import { InstanceNorm } from "./instance-norm.js";
import { LayerNorm } from "./layer-norm.js";
import { Linear } from "./linear.js";
import { Sequential } from "./sequential.js";

/** What a variable is called in PyTorch, and how its values lie there. */
export interface PytorchVariable {
  /** In a module of the same fields, with an `nn.Sequential` for a `Sequential`. */
  readonly name: string;
  /** There. */
  readonly shape: readonly number[];
  /** The axes of the values here, some of them cut in two: those of a flattened image are its places and its channels. */
  readonly view: readonly number[];
  /** Which of the axes of `view` come first, second, … there. */
  readonly axes: readonly number[];
}

/** Channels of an image, or of a pixel of it, whose values are the inputs or the outputs of a layer, one after the other. */
interface Flattened {
  readonly inputs?: number;
  readonly outputs?: number;
}

const NAMES: Readonly<Record<string, string>> = {
  scale: "weight",
  shift: "bias",
  runningMean: "running_mean",
  runningVariance: "running_var",
};

/**
 * How the variables of a module lie in PyTorch, by path. Images are `[channels, height, width]` there, so that features made from an image, and
 * those that become one, are in another order: `Linear` layers beside a `flatten` or a `reshapeTo` of the same `Sequential` are sorted, and convolutions
 * before a `pixelShuffle`.
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
 * @throws GenlabError for a variable of two or more axes of a layer that is not among these, such as spectral norm.
 */
export function pytorchLayout(module: Module): Map<string, PytorchVariable> {
  const found = new Map<string, PytorchVariable>();
  const known = new Map([...namedVariables(module)].map(([path, variable]) => [variable, path]));
  const visit = (node: unknown, name: string, flattened: Flattened) => {
    if (typeof node !== "object" || node === null || ArrayBuffer.isView(node)) return;
    if (node instanceof Sequential) {
      for (const [i, layer] of node.layers.entries()) visit(layer, dotted(name, `${i}`), flattenedAt(node, i, name));
      return;
    }
    for (const [key, child] of Object.entries(node)) {
      const path = child instanceof Variable ? known.get(child) : undefined;
      if (!(child instanceof Variable)) visit(child, dotted(name, key), {});
      else if (path !== undefined && !found.has(path)) {
        const lying = lyingOf(node, key, child, flattened);
        if (!lying) throw new GenlabError(unknownTo(path, node, child));
        found.set(path, { name: dotted(name, NAMES[key] ?? key), ...lying });
      }
    }
  };
  visit(module, "", {});
  return found;
}

const dotted = (name: string, key: string) => (name === "" ? key : `${name}.${key}`);

const unknownTo = (path: string, layer: object, { shape }: Variable) =>
  `"${path}" [${shape.join(", ")}] of ${layer.constructor.name} has no known layout in PyTorch. ` +
  "Give the parts of the model that consist of linear and convolutional layers, norms and embeddings.";

function lyingOf(layer: object, key: string, { shape }: Variable, { inputs, outputs }: Flattened) {
  const isWeight = key === "weight";
  const [first = 1, second = 1, third = 1, fourth = 1] = shape;
  if (layer instanceof Linear && isWeight) {
    const view = [...cut(first, inputs), ...cut(second, outputs)]; // [place, channel] each
    return { shape: [second, first], view, axes: [3, 2, 1, 0] };
  }
  if (layer instanceof Linear) return { shape, view: cut(first, outputs), axes: [1, 0] };
  if (layer instanceof Conv2d && isWeight) {
    const view = [first, second, third, ...cut(fourth, outputs)];
    return { shape: [fourth, third, first, second], view, axes: [4, 3, 2, 0, 1] };
  }
  if (layer instanceof Conv2d) return { shape, view: cut(first, outputs), axes: [1, 0] };
  if (layer instanceof ConvTranspose2d && isWeight) {
    return { shape: [fourth, third, first, second], view: shape, axes: [3, 2, 0, 1] };
  }
  if (layer instanceof DepthwiseConv2d && isWeight) {
    return { shape: [third, 1, first, second], view: shape, axes: [2, 0, 1] };
  }
  const isImage = layer instanceof LayerNorm && shape.length === 3;
  if (isImage) return { shape: [third, first, second], view: shape, axes: [2, 0, 1] };
  const isSame = [BatchNorm, Embedding, GroupNorm, InstanceNorm, LayerNorm].some((kind) => layer instanceof kind);
  if (isSame || shape.length < 2) return { shape, view: shape, axes: shape.map((_, axis) => axis) };
  return undefined;
}

/** Places and channels. */
const cut = (features: number, channels = features) => [features / channels, channels];

/** What lies beside a layer of a sequence. */
function flattenedAt(sequence: Sequential, i: number, name: string): Flattened {
  const layer = sequence.layers[i];
  if (layer instanceof Linear) return linearAt(sequence, i, name);
  // channels that become pixels
  const next = sequence.layers.slice(i + 1).find((each) => typeof each !== "function" || "factor" in each);
  const factor = typeof next === "function" && "factor" in next ? Number(next.factor) : undefined;
  return layer instanceof Conv2d && factor ? { outputs: layer.weight.shape[3]! / factor ** 2 } : {};
}

function linearAt({ layers, shape }: Sequential, i: number, name: string): Flattened {
  const before = layers.slice(0, i);
  const start = before.findLastIndex((layer) => typeof layer !== "function" || layer === flatten);
  const end = layers.slice(i + 1).find((layer) => typeof layer !== "function" || "shape" in layer);
  const made = (end as { readonly shape?: readonly number[] } | undefined)?.shape;
  const outputs = typeof end === "function" && made?.length === 3 ? made[2] : undefined;
  if (start < 0 || layers[start] !== flatten) return { ...(outputs && { outputs }) };
  const last = before.slice(0, start).findLast((layer) => typeof layer !== "function");
  const inputs = last ? channelsOf(last) : shape?.at(-1);
  if (inputs === undefined) {
    throw new GenlabError(
      `How many channels are flattened before "${dotted(name, `${i}`)}" is not known: give the Sequential the \`shape\` of an example.`,
    );
  }
  return { inputs, ...(outputs && { outputs }) };
}

/** The channels of images that a layer gives: those of its last convolution, or of itself. */
function channelsOf(layer: object): number | undefined {
  if (layer instanceof Conv2d) return layer.weight.shape[3];
  if (layer instanceof ConvTranspose2d || layer instanceof DepthwiseConv2d) return layer.weight.shape[2];
  if (layer instanceof BatchNorm) return layer.runningMean.size;
  const parts = Object.values(layer).filter((part) => typeof part === "object" && part !== null);
  for (const part of parts.reverse()) {
    const channels = part instanceof Variable ? undefined : channelsOf(part);
    if (channels !== undefined) return channels;
  }
  return undefined;
}
