import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, loadValues, namedVariables } from "@genlab/core";
import { MultiHeadAttention, SelfAttention2d } from "@genlab/layers";
import { itIsALayer } from "@genlab/testing";
import { scalar, setBackend, tidy } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { type ArrayFixture, expectClose, readFixture, tensorOf, tensorsOf } from "./fixture.js";

await setBackend("cpu");

interface Case {
  readonly x: ArrayFixture;
  readonly values: Readonly<Record<string, ArrayFixture>>;
  readonly y: ArrayFixture;
}

const fixture = readFixture<{ selfAttention: Case; multiHead: Case }>("attention");
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
