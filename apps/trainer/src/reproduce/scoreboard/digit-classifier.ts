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

export const CLASSES = 10;
const FEATURES = 64;

/** Tells digits apart; the layer before its last is what samples are compared in. */
export class DigitClassifier implements Model {
  readonly trunk: Layer;
  readonly head: Layer;

  /** @param shape of an image, `[height, width, channels]`, whose sides can be halved twice */
  constructor(shape: readonly number[], rng: Rng) {
    const [height = 0, width = 0, inputs = 0] = shape;
    if (height % 4 > 0 || width % 4 > 0) {
      throw new GenlabError(
        `DigitClassifier got images of [${shape.join(", ")}]. Expected sides that are multiples of 4.`,
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
    this.head = new Linear({ inputs: FEATURES, outputs: CLASSES }, rng.fork("head"));
  }

  phases(): readonly Phase<ImageBatch>[] {
    return [
      {
        name: "classifier",
        updates: this,
        loss: (batch, context) => {
          const target = oneHotOf(requireLabels("DigitClassifier", batch), CLASSES);
          return { total: categoricalCrossEntropy(this.logits(this.features(batch.x, context), context), target) };
        },
      },
    ];
  }

  /** From images to `[batch, 64]`. */
  features(x: Tensor, context: Context): Tensor {
    return this.trunk.forward(x, context);
  }

  /** From features to `[batch, 10]`. */
  logits(features: Tensor, context: Context): Tensor {
    return this.head.forward(features, context);
  }
}
