import {
  type Context,
  GenlabError,
  type ImageBatch,
  type Layer,
  type Model,
  type Phase,
  type Rng,
  requireLabels,
} from "@genlab/core";
import { Conv2d, flatten, Linear, oneHotOf, relu, Sequential } from "@genlab/layers";
import { categoricalCrossEntropy } from "@genlab/losses";
import type { Tensor } from "@tensorflow/tfjs-core";

const FEATURES = 64;

export interface ImageClassifierOptions {
  /** Of an image, `[height, width, channels]`, whose sides can be halved twice. */
  readonly shape: readonly number[];
  readonly classes: number;
}

/** Tells classes of images apart; the layer before its last is what samples are compared in. */
export class ImageClassifier implements Model {
  readonly trunk: Layer;
  readonly head: Layer;
  readonly classes: number;

  constructor({ shape, classes }: ImageClassifierOptions, rng: Rng) {
    const [height = 0, width = 0, inputs = 0] = shape;
    if (height % 4 > 0 || width % 4 > 0) {
      throw new GenlabError(
        `ImageClassifier got images of [${shape.join(", ")}]. Expected sides that are multiples of 4.`,
      );
    }
    const convolution = { kernel: 4, stride: 2 };
    this.trunk = new Sequential(
      [
        new Conv2d({ ...convolution, inputs, outputs: 16 }, rng.fork("first")),
        relu,
        new Conv2d({ ...convolution, inputs: 16, outputs: 32 }, rng.fork("second")),
        relu,
        flatten,
        new Linear({ inputs: 2 * height * width, outputs: FEATURES }, rng.fork("features")),
        relu,
      ],
      { shape, name: "The classifier" },
    );
    this.head = new Linear({ inputs: FEATURES, outputs: classes }, rng.fork("head"));
    this.classes = classes;
  }

  phases(): readonly Phase<ImageBatch>[] {
    return [
      {
        name: "classifier",
        updates: this,
        loss: (batch, context) => {
          const target = oneHotOf(requireLabels("ImageClassifier", batch), this.classes);
          return { total: categoricalCrossEntropy(this.logits(this.features(batch.x, context), context), target) };
        },
      },
    ];
  }

  /** From images to `[batch, 64]`. */
  features(x: Tensor, context: Context): Tensor {
    return this.trunk.forward(x, context);
  }

  /** From features to `[batch, classes]`. */
  logits(features: Tensor, context: Context): Tensor {
    return this.head.forward(features, context);
  }
}
