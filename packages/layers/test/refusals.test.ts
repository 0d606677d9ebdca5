import "@tensorflow/tfjs-backend-cpu";
import { type Context, createContext, createRng, GenlabError } from "@genlab/core";
import {
  appendCondition,
  augmentColor,
  augmentCutout,
  augmentTranslation,
  BatchNorm,
  CodeMixture,
  Conv2d,
  ConvTranspose2d,
  constantInitializer,
  DepthwiseConv2d,
  Dropout,
  diagonalGaussian,
  differentiableAugmentation,
  drawClasses,
  Embedding,
  EqualizedRate,
  Film,
  GroupNorm,
  InstanceNorm,
  LayerNorm,
  Linear,
  oneHotOf,
  Residual,
  reparameterize,
  reshapeTo,
  Sequential,
  SpectralNorm,
  straightThrough,
  VectorQuantizer,
  withCondition,
} from "@genlab/layers";
import { ones, setBackend, type Tensor, tensor1d, tensor2d, zeros } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";

await setBackend("cpu");

const rng = createRng(1);
const context = createContext({ rng });
const training = createContext({ rng, training: true });

/** The text of the error that a layer throws, in training as in evaluation. */
function refusal(forward: (context: Context) => unknown): string {
  const texts = [context, training].map((context) => {
    try {
      forward(context);
    } catch (error) {
      if (error instanceof GenlabError) return error.message;
      throw error;
    }
    return expect.fail("It is not refused.");
  });
  expect(texts[1]).toBe(texts[0]);
  return texts[0]!;
}

describe("images", () => {
  it("of other channels, or with channels first, are refused", () => {
    const conv = new Conv2d({ inputs: 3, outputs: 1, kernel: 3 }, rng);
    expect(refusal(() => conv.forward(zeros([2, 8, 8, 1])))).toMatchInlineSnapshot(
      `"Conv2d got shape [2, 8, 8, 1]. Expected [batch, height, width, 3]."`,
    );
    expect(refusal(() => conv.forward(zeros([2, 3, 8, 8])))).toMatchInlineSnapshot(
      `"Conv2d got shape [2, 3, 8, 8]. Expected [batch, height, width, 3]. Channels seem to come first: transpose to [batch, height, width, channels]."`,
    );
    expect(refusal(() => conv.forward(zeros([8, 8, 3])))).toMatchInlineSnapshot(
      `"Conv2d got shape [8, 8, 3]. Expected [batch, height, width, 3]."`,
    );
    expect(
      refusal((context) => new BatchNorm({ channels: 3 }).forward(zeros([2, 8, 8, 1]), context)),
    ).toMatchInlineSnapshot(`"BatchNorm got shape [2, 8, 8, 1]. Expected [batch, ..., 3]."`);
  });

  it("into which a filter does not fit are refused", () => {
    const options = { inputs: 1, outputs: 1, kernel: 3 };
    const small = zeros([1, 4, 2, 1]);
    expect(refusal(() => new Conv2d({ ...options, padding: "valid" }, rng).forward(small))).toMatchInlineSnapshot(
      `"Conv2d got shape [1, 4, 2, 1], into which its filter does not fit. Expected height and width of at least 3: give larger images, or choose padding "same"."`,
    );
    const dilated = new Conv2d({ ...options, dilation: 3, padding: 2 }, rng);
    expect(refusal(() => dilated.forward(small))).toMatchInlineSnapshot(
      `"Conv2d got shape [1, 4, 2, 1], into which its filter does not fit. Expected height and width of at least 3: give larger images, or choose padding "same"."`,
    );
    expect(dilated.forward(zeros([1, 4, 3, 1])).shape).toEqual([1, 2, 1, 1]);
    const depthwise = new DepthwiseConv2d({ channels: 1, kernel: 5, padding: 1 }, rng);
    expect(refusal(() => depthwise.forward(small))).toMatchInlineSnapshot(
      `"DepthwiseConv2d got shape [1, 4, 2, 1], into which its filter does not fit. Expected height and width of at least 3: give larger images, or choose padding "same"."`,
    );
  });

  it("of which a transposed convolution leaves nothing are refused", () => {
    const layer = new ConvTranspose2d({ inputs: 1, outputs: 1, kernel: 2, stride: 2, padding: 3 }, rng);
    expect(refusal(() => layer.forward(zeros([1, 4, 3, 1])))).toMatchInlineSnapshot(
      `"ConvTranspose2d got shape [1, 4, 3, 1], of which padding 3 leaves nothing. Expected height and width of at least 4: give larger images, or less padding."`,
    );
    expect(layer.forward(zeros([1, 4, 4, 1])).shape).toEqual([1, 2, 2, 1]);
  });

  it.each([augmentColor, augmentTranslation, augmentCutout, differentiableAugmentation])(
    "are what %O takes",
    (augment) => {
      expect(refusal((context) => augment(zeros([4, 6]), context))).toMatch(
        /got shape \[4, 6\]\. Expected \[batch, height/,
      );
    },
  );
});

it("Conv2d refuses a stride and a dilation", () => {
  const options = { inputs: 1, outputs: 1, kernel: 3, stride: 2, dilation: 2 };
  expect(() => new Conv2d(options, rng)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: Conv2d has stride 2 and dilation 2. One of the two must be 1.]`,
  );
});

describe("norms of a single value, which would be constant,", () => {
  it("are refused", () => {
    const pixels = zeros([4, 1, 1, 2]);
    expect(refusal(() => new InstanceNorm({ channels: 2 }).forward(pixels))).toMatchInlineSnapshot(
      `"InstanceNorm got shape [4, 1, 1, 2], one value per channel of an example, which has no variance. Expected two positions at least."`,
    );
    expect(refusal(() => new GroupNorm({ channels: 2, groups: 2 }).forward(pixels))).toMatchInlineSnapshot(
      `"GroupNorm got shape [4, 1, 1, 2], one value per group of an example, which has no variance. Expected two positions at least."`,
    );
    expect(refusal(() => new InstanceNorm({ channels: 2 }).forward(zeros([4, 2])))).toMatchInlineSnapshot(
      `"InstanceNorm got shape [4, 2], one value per channel of an example, which has no variance. Expected two positions at least."`,
    );
    expect(() => new LayerNorm({ shape: [1, 1] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`shape\` of LayerNorm is [1, 1]. Expected two values at least: a single one has no variance, so that all become the shift.]`,
    );
  });

  it("are told from those of two", () => {
    const [x] = [tensor2d([[1, 3]])];
    for (const layer of [new GroupNorm({ channels: 2, groups: 1 }), new LayerNorm({ shape: [2] })]) {
      expect(Array.from(layer.forward(x!).dataSync())).toEqual([expect.closeTo(-1, 4), expect.closeTo(1, 4)]);
    }
  });
});

describe("conditions", () => {
  const film = new Film({ channels: 1, condition: 2 }, rng);
  const x = zeros([3, 4, 1]);

  it("of another size, or of another number of examples, are refused", () => {
    const given = (condition: Tensor) => (context: Context) => film.forward(x, withCondition(context, condition));
    expect(refusal(given(zeros([3, 1])))).toMatchInlineSnapshot(
      `"Film's condition got shape [3, 1]. Expected [3, 2]."`,
    );
    expect(refusal(given(zeros([1, 2])))).toMatchInlineSnapshot(
      `"Film's condition got shape [1, 2]. Expected [3, 2]."`,
    );
    expect(refusal((context) => appendCondition.forward(x, withCondition(context, zeros([3]))))).toMatchInlineSnapshot(
      `"appendCondition's condition got shape [3]. Expected [3, features]."`,
    );
    expect(
      refusal((context) => appendCondition.forward(x, withCondition(context, zeros([2, 2])))),
    ).toMatchInlineSnapshot(`"appendCondition's condition got shape [2, 2]. Expected [3, features]."`);
  });

  it("may be integers", () => {
    const [float, integer] = (["float32", "int32"] as const).map((dtype) =>
      withCondition(context, ones([3, 2], dtype)),
    );
    for (const layer of [film, appendCondition]) {
      expect(layer.forward(x, integer!).dataSync()).toEqual(layer.forward(x, float!).dataSync());
    }
  });
});

describe("indices", () => {
  const embedding = new Embedding({ count: 3, features: 2 }, rng);
  const quantizer = new VectorQuantizer({ codes: 3, features: 2 }, rng);
  const mixture = new CodeMixture({ places: 2, codes: 3 });

  it("that there are not, or that are not whole, are refused", () => {
    for (const look of [(x: Tensor) => embedding.forward(x), (x: Tensor) => quantizer.lookup(x)]) {
      for (const bad of [3, -1, 0.5, Number.NaN]) {
        expect(refusal(() => look(tensor1d([0, bad])))).toContain(`${bad} at place 1`);
      }
      expect(refusal(() => look(zeros([0])))).toContain("got shape [0]");
    }
    expect(refusal(() => mixture.logDensity(tensor2d([[0, 3]], [1, 2], "int32")))).toContain("3 at place 1");
  });

  it("are as many as a mixture has places", () => {
    expect(refusal(() => mixture.logDensity(zeros([4, 3], "int32")))).toMatchInlineSnapshot(
      `"CodeMixture got codes of shape [4, 3]. Expected 2 an example, not 3."`,
    );
    expect(refusal(() => mixture.follow(zeros([2, 1], "int32"), rng))).toMatchInlineSnapshot(
      `"CodeMixture got codes of shape [2, 1]. Expected 2 an example, not 1."`,
    );
    expect(refusal(() => mixture.sample(0, rng))).toMatchInlineSnapshot(
      `"\`count\` of CodeMixture.sample is 0. Expected a whole number from 1."`,
    );
  });

  it("are drawn for a whole number of classes", () => {
    expect(refusal(() => drawClasses(3, 0, rng))).toMatchInlineSnapshot(
      `"\`classes\` of drawClasses is 0. Expected a whole number from 1."`,
    );
    expect(refusal(() => drawClasses(2.5, 3, rng))).toMatchInlineSnapshot(
      `"\`count\` of drawClasses is 2.5. Expected a whole number from 1."`,
    );
    expect(refusal(() => oneHotOf(tensor1d([0]), 0))).toMatchInlineSnapshot(
      `"\`count\` of oneHotOf is 0. Expected a whole number from 1."`,
    );
  });
});

describe("numbers of values that do not fit", () => {
  it("are refused", () => {
    expect(refusal(() => reshapeTo([2, 3])(zeros([3, 4])))).toMatchInlineSnapshot(
      `"reshapeTo([2, 3]) got shape [3, 4]. Expected 6 values an example, not 4."`,
    );
    expect(refusal(() => diagonalGaussian(zeros([2, 5]), 3))).toMatchInlineSnapshot(
      `"The encoder gives [2,5]. Expected [batch, 6]: the means and log-variances of 3 latents."`,
    );
    expect(refusal(() => diagonalGaussian(zeros([2, 0]), 0))).toMatchInlineSnapshot(
      `"\`latent\` of diagonalGaussian is 0. Expected a whole number from 1."`,
    );
    expect(refusal(() => straightThrough(zeros([2, 3]), zeros([1, 3])))).toMatchInlineSnapshot(
      `"straightThrough got shape [1, 3]. Expected [2, 3]."`,
    );
    const mean = zeros([2, 3]);
    expect(refusal(() => reparameterize({ mean, logVariance: zeros([2, 1]) }, rng))).toMatchInlineSnapshot(
      `"reparameterize got means [2, 3] and log-variances [2, 1]. Give both the same shape."`,
    );
    expect(reparameterize({ mean, logVariance: zeros([3]) }, rng).shape).toEqual([2, 3]);
    const residual = new Residual({ branch: new Linear({ inputs: 3, outputs: 1 }, rng) });
    expect(refusal((context) => residual.forward(zeros([2, 3]), context))).toMatchInlineSnapshot(
      `"Residual's branch gives [2, 1], and what it is added to is [2, 3]. Give both the same shape."`,
    );
  });
});

describe("layers around layers", () => {
  it("refuse one without weight, and spectral norm one of zeros", () => {
    const layer = new Linear({ inputs: 2, outputs: 2, weightInitializer: constantInitializer(0) }, rng);
    expect(() => new SpectralNorm({ layer }, rng)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The weight of SpectralNorm's layer is all zeros, and so is its largest singular value. Give the layer a \`weightInitializer\` that draws.]`,
    );
    const dropout = new Dropout({ rate: 0.5 }) as never;
    expect(() => new SpectralNorm({ layer: dropout }, rng)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`layer\` of SpectralNorm has no weight. Give a Linear or a Conv2d, say.]`,
    );
    expect(() => new EqualizedRate({ layer: dropout }, rng)).toThrow("`layer` of EqualizedRate has no weight.");
  });
});

describe("Sequential", () => {
  it("refuses other examples than those that it is made for, by its name", () => {
    const network = new Sequential([], { shape: [8, 8, 1], name: "The encoder" });
    expect(refusal((context) => network.forward(zeros([32, 7, 7, 1]), context))).toMatchInlineSnapshot(
      `"The encoder got shape [32, 7, 7, 1]. Expected [batch, 8, 8, 1]."`,
    );
    expect(refusal((context) => network.forward(zeros([8, 8, 1]), context))).toMatchInlineSnapshot(
      `"The encoder got shape [8, 8, 1]. Expected [batch, 8, 8, 1]."`,
    );
    expect(network.forward(zeros([3, 8, 8, 1]), context).shape).toEqual([3, 8, 8, 1]);
  });

  it("refuses what is no layer", () => {
    expect(() => new Sequential([undefined as never])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`layers[0]\` of Sequential is undefined. Expected a layer, or a function of a tensor.]`,
    );
  });
});
