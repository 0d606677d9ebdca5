import { GenlabError } from "@genlab/core";
import { batches, fromArrays } from "@genlab/data";
import { describe, expect, it } from "vitest";
import { exitCodeFor, explain } from "../src/terminal/failure.js";
import { describeEvaluation, describeLosses, describeTerms, describeTotals, rounded } from "../src/terminal/words.js";
import { evenBatches } from "../src/training/even-batches.js";
import { TrainingFailure } from "../src/training/training-failure.js";

it("a figure has three digits and no exponent", () => {
  expect([1234.5, 12.34, 0.001234, 5e6].map(rounded)).toEqual(["1,230", "12.3", "0.00123", "5,000,000"]);
});

describe("the words for an evaluation", () => {
  const losses = { vae: { total: 3, reconstruction: 2, kl: 1, examples: 296 } };

  it("tell of how many examples it is, and take that for no loss", () => {
    expect(describeEvaluation(losses, 297)).toBe(
      "test (296 of 297 examples): loss 3.0000  reconstruction 2.0000  kl 1.0000",
    );
    expect(describeEvaluation(losses, 296)).toMatch(/^test \(296 examples\): loss 3\.0000 /);
    expect(describeEvaluation({ vae: { total: 3 } }, 1)).toBe("test (1 example): loss 3.0000");
    const game = { discriminator: { total: 1, examples: 5 }, generator: { total: 2, examples: 5 } };
    expect(describeEvaluation(game, 5)).toBe("test (5 examples): discriminator.loss 1.0000  generator.loss 2.0000");
    for (const describeAny of [describeLosses, describeTerms, (all: typeof losses) => describeTotals(all, "")]) {
      expect(describeAny(losses)).not.toContain("296");
    }
  });
});

describe("batches of an evaluation", () => {
  const sizes = (length: number, most: number, multiple = 1) =>
    [...evenBatches(fromArrays({ x: { data: new Float32Array(length), shape: [length] } }), { most, multiple })].map(
      ({ x }) => x!.shape[0],
    );

  it("hold every example, and as many as one another where that can be", () => {
    expect(sizes(297, 64)).toEqual([60, 60, 60, 60, 57]);
    expect(sizes(297, 297)).toEqual([297]);
    expect(sizes(297, 1000)).toEqual([297]);
    expect(sizes(9, 4)).toEqual([3, 3, 3]); // not 4, 4 and a single one
  });

  it("are whole packs", () => {
    expect(sizes(297, 42, 2)).toEqual([...Array(7).fill(38), 30]);
    expect(sizes(297, 64, 3)).toEqual([60, 60, 60, 60, 57]);
    expect(sizes(10, 4, 4)).toEqual([4, 4]);
  });

  it("are other than those of training by default", () => {
    const data = fromArrays({ x: { data: new Float32Array(9), shape: [9] } });
    expect([...batches(data, { batchSize: 4, lastBatch: "drop", epochs: 1 })]).toHaveLength(2);
  });
});

describe("what is thrown", () => {
  it("on purpose is an error; what JavaScript throws is a fault of genlab", () => {
    const refusal = new GenlabError("radius is -1.");
    expect([explain(refusal, false), exitCodeFor(refusal)]).toEqual(["error: radius is -1.", 2]);
    const missing = Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT" });
    expect([explain(missing, false), exitCodeFor(missing)]).toEqual(["error: ENOENT: no such file", 2]);
    const natives = [
      () => new Array(-1),
      () => (undefined as unknown as Date).getTime(),
      function deeper(): unknown {
        return [deeper()];
      },
    ];
    for (const native of natives) {
      const error = thrownBy(native);
      expect(explain(error, false)).toMatch(/^genlab has a fault: .*\n +at /);
      expect(exitCodeFor(error)).toBe(1);
    }
  });

  it("during training names the run, and tells a fault from a refusal by its cause", () => {
    const failed = (cause: unknown) =>
      new TrainingFailure(`${(cause as Error).message}\nThe last checkpoint …`, { cause });
    const refusal = failed(new GenlabError("The term is NaN."));
    expect(explain(refusal, false)).toMatch(/^error: The term is NaN\.\nThe last checkpoint/);
    expect(exitCodeFor(refusal)).toBe(1);
    expect(explain(failed(thrownBy(() => new Array(-1))), false)).toMatch(
      /^genlab has a fault: Invalid array length\n/,
    );
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
