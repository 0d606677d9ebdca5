import { type Layer, type Parameter, parameter, type Rng, requireShape } from "@genlab/core";
import type { Initializer } from "@genlab/layers";
import { add, concat, conv2d, split, type Tensor, type Tensor4D, zeros } from "@tensorflow/tfjs-core";

export interface GroupedConv2dOptions {
  /** Channels of `x` and of `y`. */
  readonly channels: number;
  /** Channels of a group, which are convolved with one another alone; it divides `channels`. */
  readonly group: number;
  readonly kernel: number;
  readonly weightInitializer: Initializer;
}

/**
 * A convolution within groups of neighbouring channels, of stride 1 and padding "same": weight `[kernel, kernel, group, channels]`, of which
 * each group has its own outputs; the bias starts at 0. Xie et al. 2016 (ResNeXt), https://arxiv.org/abs/1611.05431
 */
export class GroupedConv2d implements Layer {
  readonly weight: Parameter;
  readonly bias: Parameter;

  constructor({ channels, group, kernel, weightInitializer }: GroupedConv2dOptions, rng: Rng) {
    const fan = { in: kernel * kernel * group, out: kernel * kernel * group };
    this.weight = parameter(() => weightInitializer([kernel, kernel, group, channels], fan, rng));
    this.bias = parameter(() => zeros([channels]));
  }

  /** @throws GenlabError for another shape than that of images with its channels. */
  forward(x: Tensor): Tensor {
    const [, , group, channels] = this.weight.shape as [number, number, number, number];
    requireShape("GroupedConv2d", x, ["batch", "height", "width", channels]);
    // no backend of tfjs convolves in groups
    const count = channels / group;
    const filters = split<Tensor4D>(this.weight as Tensor4D, count, 3);
    const parts = split<Tensor4D>(x as Tensor4D, count, 3).map((part, i) => conv2d(part, filters[i]!, 1, "same"));
    return add(concat(parts, 3), this.bias);
  }
}
