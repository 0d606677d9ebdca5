import { GenlabError } from "@genlab/core";
import { CausalAttention } from "./attention/causal-attention.js";
import { MultiHeadAttention } from "./attention/multi-head-attention.js";
import { SelfAttention2d } from "./attention/self-attention2d.js";
import { BatchNorm } from "./batch-norm.js";
import { agree, type CarriedValues, same, type ValueFlow, type ValueOrder, valuesOf } from "./carries-values.js";
import { ConditionalBatchNorm } from "./conditional/conditional-batch-norm.js";
import { Film } from "./conditional/film.js";
import { ConvTranspose2d } from "./conv-transpose2d.js";
import { Conv2d } from "./conv2d.js";
import { DepthwiseConv2d } from "./depthwise-conv2d.js";
import { Dropout } from "./dropout.js";
import { Embedding } from "./embedding.js";
import { EqualizedRate } from "./equalized-rate.js";
import { GaussianNoise } from "./gaussian-noise.js";
import { GroupNorm } from "./group-norm.js";
import { InstanceNorm } from "./instance-norm.js";
import { LayerNorm } from "./layer-norm.js";
import { Linear } from "./linear.js";
import { Maxout } from "./maxout.js";
import { unknownOrder, wantedByFunction } from "./pytorch-functions.js";
import { Residual } from "./residual/residual.js";
import { Sequential } from "./sequential.js";
import { SpectralNorm } from "./spectral-norm.js";

/** The axes of a variable, each cut as its values lie, and which of them come first, second, … in PyTorch. */
export interface Lying {
  readonly axes: readonly (readonly number[])[];
  readonly there: readonly number[];
  /** There, where it is not that of the axes. */
  readonly shape?: readonly number[];
  /** Which axis has the outputs there. Default 0. */
  readonly out?: number;
}

interface Around {
  readonly inputs: ValueOrder;
  readonly outputs: ValueOrder;
}

/** What is known of the layers of a class. */
export interface Kind<L> {
  /** What it gives, after a visit to its parts; an error where it cannot be given such values. */
  carry(layer: L, flow: ValueFlow): CarriedValues;
  /** The order that it needs, for what follows to get what it needs. Default: that of PyTorch. */
  wants?(layer: L, wanted: ValueOrder): ValueOrder;
  /** Whether its inputs have to lie as in PyTorch. Default false. */
  readonly needsSame?: boolean;
  /** Of a variable of its own. */
  lie?(key: string, shape: readonly number[], around: Around): Lying;
}

const passed = (_: object, wanted: ValueOrder) => wanted;
const through = (_: object, { given }: ValueFlow) => given;
const one = (axis: readonly number[]): Lying => ({ axes: [axis], there: [0] });

const convolution = (isTransposed: boolean): Kind<Conv2d | ConvTranspose2d> => ({
  carry: ({ weight }, { wanted }) => ({ kind: "images", order: wanted, channels: weight.shape[isTransposed ? 2 : 3] }),
  lie(key, [first, second, third, fourth], { inputs, outputs }) {
    if (key !== "weight") return one(outputs(first!));
    const [three, four] = isTransposed ? [outputs, inputs] : [inputs, outputs];
    return {
      axes: [[first!], [second!], three(third!), four(fourth!)],
      there: [3, 2, 0, 1],
      out: isTransposed ? 1 : 0,
    };
  },
});

/** A norm by channels. */
const norm: Kind<object> = {
  carry: through,
  wants: passed,
  lie: (_, [channels], { inputs }) => one(inputs(channels!)),
};

const ofChannels = (given: CarriedValues, channels: number): CarriedValues =>
  given.kind === "features" ? given : { ...given, channels };

const linear: Kind<Linear> = {
  carry({ weight }, { given: { kind }, wanted }) {
    return { kind, order: wanted, ...(kind === "images" && { channels: weight.shape[1] }) };
  },
  lie(key, [first, second], { inputs, outputs }) {
    return key === "weight" ? { axes: [inputs(first!), outputs(second!)], there: [1, 0] } : one(outputs(first!));
  },
};

const wrapped: Kind<SpectralNorm | EqualizedRate> = {
  carry: ({ layer }, { given, wanted, visit }) => visit(layer, "layer", given, wanted),
  wants: ({ layer }, wanted) => wantedBy(layer, wanted),
};

const sequence: Kind<Sequential> = {
  carry({ layers, shape }, { given, wanted, visit }) {
    const orders = layers.map((_, i) =>
      layers.slice(i + 1).reduceRight((order, layer) => wantedBy(layer, order), wanted),
    );
    const start =
      given.kind === "unknown" && given.channels === undefined && given.order === same && shape
        ? valuesOf(shape)
        : given;
    return layers.reduce((values, layer, i) => visit(layer, `${i}`, values, orders[i]), start);
  },
  wants: ({ layers }, wanted) => layers.reduceRight((order, layer) => wantedBy(layer, order), wanted),
};

const residual: Kind<Residual> = {
  carry({ branch, shortcut }, { given, wanted, where, visit }) {
    const straight = shortcut ? visit(shortcut, "shortcut", given, wanted) : given;
    const branched = visit(branch, "branch", given, straight.order);
    if (branched.order !== straight.order) {
      throw new GenlabError(
        `The branch of ${where} gives values in another order in PyTorch than those that it is added to, and no order of weights makes up for it. Give it a \`shortcut\` of a layer.`,
      );
    }
    return straight.kind === "unknown" ? branched : straight;
  },
  wants: ({ shortcut }, wanted) => (shortcut ? wantedBy(shortcut, wanted) : wanted),
};

const film: Kind<Film> = {
  carry({ scale, shift }, { given, where, visit }) {
    if (given.order === undefined) throw new GenlabError(unknownOrder(where));
    for (const [key, part] of Object.entries({ scale, shift })) visit(part, key, undefined, given.order);
    return ofChannels(given, scale.weight.shape[1]!);
  },
  wants: passed,
};

// biome-ignore lint/suspicious/noExplicitAny: a class of any constructor
type Class<L> = abstract new (...given: any[]) => L;
const kind = <L extends object>(of: Class<L>, is: Kind<L>) => ({ of, is: is as Kind<object> });

const KINDS = [
  kind(Sequential, sequence),
  kind(Linear, linear),
  kind(Conv2d, convolution(false)),
  kind(ConvTranspose2d, convolution(true)),
  kind<DepthwiseConv2d>(DepthwiseConv2d, {
    carry: ({ weight }, { given }) => ({ kind: "images", order: given.order, channels: weight.shape[2] }),
    wants: passed,
    lie(key, [first, second, third], { inputs }) {
      if (key !== "weight") return one(inputs(first!));
      return { axes: [[first!], [second!], inputs(third!)], there: [2, 0, 1], shape: [third!, 1, first!, second!] };
    },
  }),
  kind<BatchNorm>(BatchNorm, { ...norm, carry: ({ runningMean }, { given }) => ofChannels(given, runningMean.size) }),
  kind<InstanceNorm>(InstanceNorm, { ...norm, carry: ({ channels }, { given }) => ofChannels(given, channels) }),
  kind<GroupNorm>(GroupNorm, {
    ...norm,
    carry({ channels, groups }, { given, where }) {
      if (groups > 1 && given.order && !agree(given.order, same, channels)) {
        throw new GenlabError(
          `${where} has ${groups} groups of neighbours, which are others in PyTorch. Put it before the \`flatten\` or behind the \`reshapeTo\` or \`pixelShuffle\`.`,
        );
      }
      return ofChannels(given, channels);
    },
  }),
  kind<LayerNorm>(LayerNorm, {
    carry: ({ scale }, { given }) =>
      scale.rank === 3 ? { kind: "images", order: given.order, channels: scale.shape[2] } : given,
    wants: passed,
    lie(_, shape, { inputs }) {
      const axes = shape.map((size, i) => (i === shape.length - 1 ? inputs(size) : [size]));
      return { axes, there: shape.length === 3 ? [2, 0, 1] : shape.map((__, i) => i) };
    },
  }),
  kind(Embedding, {
    carry: () => ({ kind: "unknown", order: same }),
    needsSame: true,
    lie: (_, [count, features]) => ({ axes: [[count!], [features!]], there: [0, 1] }),
  }),
  kind(Dropout, { carry: through, wants: passed }),
  kind(GaussianNoise, { carry: through, wants: passed }),
  kind(SpectralNorm, wrapped),
  kind(EqualizedRate, wrapped),
  kind(Residual, residual),
  kind(Film, film),
  kind<ConditionalBatchNorm>(ConditionalBatchNorm, {
    carry: (layer, { given, visit }) => visit(layer.film, "film", visit(layer.norm, "norm", given)),
    wants: passed,
  }),
  kind<Maxout>(Maxout, {
    carry({ linear, pieces }, { given, visit }) {
      const { kind, order } = visit(linear, "linear", given);
      return { kind, order, ...(kind === "images" && { channels: linear.weight.shape[1]! / pieces }) };
    },
  }),
  ...[MultiHeadAttention, CausalAttention, SelfAttention2d].map((of) =>
    kind<MultiHeadAttention | CausalAttention | SelfAttention2d>(of, {
      carry({ query, key, value, output, ...others }, { given, visit }) {
        for (const [name, part] of Object.entries({ query, key, value, output })) visit(part, name);
        return "channels" in others ? ofChannels(given, others.channels as number) : given;
      },
      needsSame: true,
    }),
  ),
];

export const kindOf = (layer: object): Kind<object> | undefined => KINDS.find(({ of }) => layer instanceof of)?.is;

/** The order that a layer or a function needs, for what follows to get what it needs. */
function wantedBy(layer: object, wanted: ValueOrder): ValueOrder {
  return typeof layer === "function"
    ? wantedByFunction(layer, wanted)
    : (kindOf(layer)?.wants?.(layer, wanted) ?? same);
}
