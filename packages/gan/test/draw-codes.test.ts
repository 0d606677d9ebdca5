import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng } from "@genlab/core";
import { createGan, createInfoGan } from "@genlab/gan";
import { setBackend, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(() => setBackend("cpu"));

const valuesOf = (make: () => Tensor) => [...tidy(() => make().dataSync())];
const fresh = () => createContext({ rng: createRng(3) });

describe("codes are drawn as samples are made of:", () => {
  const shape = [3];
  it("of a GAN", () => {
    for (const prior of ["normal", "uniform"] as const) {
      const gan = createGan({ shape, hidden: [4], latent: 2, prior }, createRng(1));
      const sampled = valuesOf(() => gan.sample(5, fresh()));
      expect(valuesOf(() => gan.decode(gan.drawCodes!(5, fresh()), fresh()))).toEqual(sampled);
    }
  });

  it("of an InfoGAN, noise before codes", () => {
    const gan = createInfoGan({ shape, hidden: [4], latent: 2, categorical: [3], continuous: 1 }, createRng(1));
    const codes = tidy(() => gan.drawCodes(5, fresh()).arraySync() as number[][]);
    for (const code of codes) {
      expect(code).toHaveLength(2 + 3 + 1);
      expect([...code.slice(2, 5)].sort()).toEqual([0, 0, 1]);
      expect(Math.abs(code[5]!)).toBeLessThanOrEqual(1);
    }
    const sampled = valuesOf(() => gan.sample(5, fresh()));
    expect(valuesOf(() => gan.decode(gan.drawCodes(5, fresh()), fresh()))).toEqual(sampled);
  });
});

it("a GAN decodes codes as classes, as it samples them", () => {
  const gan = createGan({ shape: [3], hidden: [4], latent: 2, classes: 3 }, createRng(1));
  const y = tensor([2, 0, 1], [3], "int32");
  const sampled = valuesOf(() => gan.sampleClasses(y, fresh()));
  expect(valuesOf(() => gan.decodeClasses(gan.drawCodes!(3, fresh()), y, fresh()))).toEqual(sampled);
  expect(() => gan.decodeClasses(tensor([[0, 0]]), y, fresh())).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: Gan.decodeClasses got shape [3]. Expected [1].]`,
  );
  const plain = createGan({ shape: [3], hidden: [4], latent: 2 }, createRng(1));
  expect(() => plain.decodeClasses(tensor([[0, 0]]), y, fresh())).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: The Gan has no classes to decode as. Make it with \`classes\`.]`,
  );
});
