import "@tensorflow/tfjs-backend-cpu";
import {
  canDecode,
  canEncode,
  canReconstruct,
  canSample,
  canSampleClasses,
  canScore,
  canWeigh,
  createContext,
  createRng,
  GenlabError,
  type Samples,
} from "@genlab/core";
import { setBackend, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(() => setBackend("cpu"));

describe("createContext", () => {
  it("evaluates at step 0 unless told otherwise", () => {
    const rng = createRng(1);
    const context = createContext({ rng });
    expect(context.training).toBe(false);
    expect(context.rng).toBe(rng);
    expect(context.schedule((step) => step + 0.5).dataSync()[0]).toBe(0.5);
  });

  it("reads schedules at its step, as scalars", () => {
    const context = createContext({ rng: createRng(1), training: true, step: 10 });
    expect(context.training).toBe(true);
    const value = context.schedule((step) => 1 / (1 + step));
    expect(value.shape).toEqual([]);
    expect(value.dataSync()[0]).toBeCloseTo(1 / 11, 7);
  });
});

describe("capabilities", () => {
  it("are found by method, inherited ones included", () => {
    class Sampler implements Samples {
      sample = () => zeros([1]);
    }
    class Coder {
      encode() {}
      decode() {}
    }
    class Both extends Coder {
      reconstruct() {}
      score() {}
    }
    const found = [new Sampler(), new Coder(), new Both(), { sample: true }].map((model) =>
      [canSample, canEncode, canDecode, canReconstruct, canScore].map((can) => can(model)),
    );
    expect(found).toEqual([
      [true, false, false, false, false],
      [false, true, true, false, false],
      [false, true, true, true, true],
      [false, false, false, false, false],
    ]);
    expect([canWeigh({ logWeights() {} }), canWeigh({})]).toEqual([true, false]);
    const conditional = [0, 3].map((classes) => ({ classes, sampleClasses() {} }));
    expect([...conditional, {}].map(canSampleClasses)).toEqual([false, true, false]);
  });
});

it("GenlabError has its name and keeps its cause", () => {
  const cause = new Error("disk");
  const error = new GenlabError("Could not save.", { cause });
  expect(`${error}`).toBe("GenlabError: Could not save.");
  expect(error).toBeInstanceOf(Error);
  expect(error.cause).toBe(cause);
});
