import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, loadValues, namedVariables } from "@genlab/core";
import { type AttentionPast, CausalAttention, MultiHeadAttention, SelfAttention2d } from "@genlab/layers";
import { itIsALayer } from "@genlab/testing";
import { concat, scalar, setBackend, slice, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { type ArrayFixture, expectClose, readFixture, tensorOf, tensorsOf } from "./fixture.js";

await setBackend("cpu");

interface Case {
  readonly x: ArrayFixture;
  readonly values: Readonly<Record<string, ArrayFixture>>;
  readonly y: ArrayFixture;
}

const fixture = readFixture<{ selfAttention: Case; multiHead: Case; causal: Case }>("attention");
const rng = createRng(1);

describe("SelfAttention2d", () => {
  it("equals the paper's formula, position by position", () => {
    const { x, values, y } = fixture.selfAttention;
    const layer = new SelfAttention2d({ channels: 4, features: 2 }, rng);
    loadValues(layer, tensorsOf(values));
    expectClose(layer.forward(tensorOf(x), createContext({ rng })), y);
  });

  it("starts as the identity, with an eighth of the channels", () => {
    const layer = new SelfAttention2d({ channels: 16 }, rng);
    const x = rng.normal([1, 2, 2, 16]);
    expect(layer.forward(x, createContext({ rng })).dataSync()).toEqual(x.dataSync());
    expect(namedVariables(layer).get("query.weight")!.shape).toEqual([16, 2]);
  });

  describe("with gain", () =>
    itIsALayer({
      create: (rng) => {
        const layer = new SelfAttention2d({ channels: 3, features: 2 }, rng);
        tidy(() => layer.gain.assign(scalar(0.7)));
        return layer;
      },
      inputShape: [2, 3, 1, 3],
      outputShape: [2, 3, 1, 3],
    }));
});

describe("MultiHeadAttention", () => {
  it("equals PyTorch's", () => {
    const { x, values, y } = fixture.multiHead;
    const layer = new MultiHeadAttention({ features: 6, heads: 3 }, rng);
    loadValues(layer, tensorsOf(values));
    expectClose(layer.forward(tensorOf(x)), y);
  });

  describe("two heads", () =>
    itIsALayer({
      create: (rng) => new MultiHeadAttention({ features: 4, heads: 2 }, rng),
      inputShape: [1, 3, 4],
      outputShape: [1, 3, 4],
      order: 1, // the second is that of the layer above
    }));

  it("refuses heads that do not divide the features", () => {
    expect(() => new MultiHeadAttention({ features: 6, heads: 4 }, rng)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`heads\` of MultiHeadAttention is 4. Expected a divisor of its 6 features.]`,
    );
  });
});

describe("CausalAttention", () => {
  const { x, values, y } = fixture.causal;
  const layer = new CausalAttention({ features: 6, heads: 3 }, rng);
  loadValues(layer, tensorsOf(values));

  it("equals PyTorch's with a mask of what is to come", () => expectClose(layer.forward(tensorOf(x)), y));

  it.each([[[1, 1, 1, 1, 1]], [[2, 1, 2]], [[3, 2]]])("gives the same in parts of %j positions", (sizes) => {
    let past: AttentionPast | undefined;
    const parts: Tensor[] = [];
    for (const [i, size] of sizes.entries()) {
      const start = sizes.slice(0, i).reduce((sum, before) => sum + before, 0);
      const extended = layer.extend(slice(tensorOf(x), [0, start, 0], [2, size, 6]), past);
      parts.push(extended.y);
      past = extended.past;
    }
    expectClose(concat(parts, 1), y);
    expect(past!.key.shape).toEqual([2, 3, 5, 2]);
  });

  describe("two heads", () =>
    itIsALayer({
      create: (rng) => new CausalAttention({ features: 4, heads: 2 }, rng),
      inputShape: [1, 3, 4],
      outputShape: [1, 3, 4],
      order: 1, // the second is that of the layer above
    }));

  it("refuses heads that do not divide the features", () => {
    expect(() => new CausalAttention({ features: 6, heads: 4 }, rng)).toThrow(
      "`heads` of CausalAttention is 4. Expected a divisor of its 6 features.",
    );
  });
});
