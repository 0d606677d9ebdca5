import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Layer, loadValues } from "@genlab/core";
import { Conv2d, ConvTranspose2d, type Padding } from "@genlab/layers";
import { itIsALayer } from "@genlab/testing";
import { setBackend } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { type ArrayFixture, expectClose, readFixture, tensorOf } from "./fixture.js";

await setBackend("cpu");

interface Case {
  readonly options: { kernel: number; stride: number; padding: Padding; dilation: number };
  readonly x: ArrayFixture;
  readonly weight: ArrayFixture;
  readonly bias: ArrayFixture;
  readonly y: ArrayFixture;
}

const fixture = readFixture<{ conv: Case[]; convTranspose: Case[] }>("conv");
const rng = createRng(1);

function expectOutput(layer: Layer, { x, weight, bias, y }: Case): void {
  loadValues(layer, new Map(Object.entries({ weight: tensorOf(weight), bias: tensorOf(bias) })));
  expectClose(layer.forward(tensorOf(x), createContext({ rng })), y);
}

describe("Conv2d", () => {
  it.each(fixture.conv)("equals PyTorch's, $options", (example) => {
    expectOutput(new Conv2d({ inputs: 3, outputs: 2, ...example.options }, rng), example);
  });

  describe("stride 2, same, odd size", () =>
    itIsALayer({
      create: (rng) => new Conv2d({ inputs: 2, outputs: 3, kernel: 3, stride: 2 }, rng),
      inputShape: [2, 5, 4, 2],
      outputShape: [2, 3, 2, 3],
    }));

  describe("padding 1, without bias", () =>
    itIsALayer({
      create: (rng) => new Conv2d({ inputs: 2, outputs: 1, kernel: 4, stride: 2, padding: 1, bias: false }, rng),
      inputShape: [1, 5, 6, 2],
      outputShape: [1, 2, 3, 1],
    }));

  describe("dilation 2", () =>
    itIsALayer({
      create: (rng) => new Conv2d({ inputs: 2, outputs: 2, kernel: 3, dilation: 2 }, rng),
      inputShape: [1, 4, 3, 2],
      outputShape: [1, 4, 3, 2],
    }));

  it("refuses options that are not sizes", () => {
    const create = (options: object) => () => new Conv2d({ inputs: 1, outputs: 1, kernel: 3, ...options }, rng);
    expect(create({ inputs: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`inputs\` of Conv2d is 0. Expected a whole number from 1.]`,
    );
    expect(create({ stride: 1.5 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`stride\` of Conv2d is 1.5. Expected a whole number from 1.]`,
    );
    expect(create({ padding: "full" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`padding\` of Conv2d is "full". Expected "same", "valid" or a non-negative integer.]`,
    );
  });
});

describe("ConvTranspose2d", () => {
  it.each(fixture.convTranspose)("equals PyTorch's, $options", (example) => {
    expectOutput(new ConvTranspose2d({ inputs: 3, outputs: 2, ...example.options }, rng), example);
  });

  describe("stride 2, same", () =>
    itIsALayer({
      create: (rng) => new ConvTranspose2d({ inputs: 2, outputs: 2, kernel: 4, stride: 2 }, rng),
      inputShape: [2, 3, 2, 2],
      outputShape: [2, 6, 4, 2],
    }));

  describe("padding 1, without bias", () =>
    itIsALayer({
      create: (rng) =>
        new ConvTranspose2d({ inputs: 2, outputs: 1, kernel: 3, stride: 2, padding: 1, bias: false }, rng),
      inputShape: [1, 3, 2, 2],
      outputShape: [1, 5, 3, 1],
    }));

  it("refuses a negative padding", () => {
    const create = () => new ConvTranspose2d({ inputs: 1, outputs: 1, kernel: 3, padding: -1 }, rng);
    expect(create).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`padding\` of ConvTranspose2d is -1. Expected "same", "valid" or a non-negative integer.]`,
    );
  });
});
