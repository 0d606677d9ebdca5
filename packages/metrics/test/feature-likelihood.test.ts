import { createRng } from "@genlab/core";
import { type FeatureLikelihoodDivergence, featureLikelihoodDivergence } from "@genlab/metrics";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

type Points = readonly (readonly number[])[];
interface FeatureLikelihood {
  readonly train: Points;
  readonly test: Points;
  readonly sets: Readonly<Record<string, { generated: Points; result: FeatureLikelihoodDivergence }>>;
}
const { source, train, test, sets } = readFixture<FeatureLikelihood>("feature_likelihood");

const rng = createRng(0);

/** Of a mixture of two Gaussians in eight dimensions. */
function truth(count: number, { scale = 1, modes = 2 } = {}): Points {
  return Array.from({ length: count }, (_, i) => {
    const values = new Float32Array(8);
    rng.fillNormal(values);
    return Array.from(values, (value, axis) => scale * value + (axis === 0 ? 8 * (i % modes) : 0));
  });
}

describe("feature likelihood divergence", () => {
  it.each(Object.entries(sets))(`is that of ${source}, of %s samples`, (_, { generated, result }) => {
    const found = featureLikelihoodDivergence({ train, test, generated });
    expect(found.divergence / result.divergence).toBeCloseTo(1, 8);
    expect(found.generalizationGap / result.generalizationGap).toBeCloseTo(1, 8);
  });

  it("is least for fresh draws of the truth: above it are copies, near copies, one mode of two and too much spread", () => {
    const data = { train: truth(200), test: truth(200) };
    const of = (generated: Points) => featureLikelihoodDivergence({ ...data, generated });
    const fresh = of(truth(100));
    const copies = data.train.slice(0, 100);
    const nearCopies = copies.map((row) => row.map((value) => value + 1e-3 * rng.random()));
    const halfCopied = [...truth(50), ...data.train.slice(0, 50)];

    expect(Math.abs(fresh.divergence)).toBeLessThan(12);
    expect(Math.abs(fresh.generalizationGap)).toBeLessThan(12);
    for (const worse of [truth(100, { modes: 1 }), truth(100, { scale: 3 })])
      expect(of(worse).divergence).toBeGreaterThan(fresh.divergence + 4);
    expect(of(halfCopied).divergence).toBeGreaterThan(fresh.divergence + 5);
    expect(of(halfCopied).generalizationGap).toBeLessThan(-100);
    for (const memorised of [copies, nearCopies]) {
      expect(of(memorised).divergence).toBeGreaterThan(1000);
      expect(of(memorised).generalizationGap).toBeLessThan(-1000);
    }
  });

  it("does not depend on the features' units, nor on the order of test rows", () => {
    const generated = sets.fresh!.generated;
    const inUnits = (rows: Points) => rows.map((row) => row.map((value, axis) => value * 10 ** axis - axis));
    const plain = featureLikelihoodDivergence({ train, test, generated });
    const scaled = featureLikelihoodDivergence({
      ...{ train: inUnits(train), test: inUnits(test.toReversed()), generated: inUnits(generated) },
    });
    expect(scaled.divergence).toBeCloseTo(plain.divergence, 6);
    expect(scaled.generalizationGap).toBeCloseTo(plain.generalizationGap, 6);
  });

  it("refuses features that tell nothing, and other sets", () => {
    const [generated] = [sets.fresh!.generated];
    expect(() =>
      featureLikelihoodDivergence({ train, generated, test: test.map(() => test[0]!) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: featureLikelihoodDivergence: all rows of \`test\` are the same. Give features that tell examples apart.]`,
    );
    expect(() => featureLikelihoodDivergence({ train, test } as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: featureLikelihoodDivergence: \`generated\` is undefined. Give a list of rows, or { data, shape: [rows, ...] }.]`,
    );
    expect(() =>
      featureLikelihoodDivergence({ train, test, generated, real: test } as never),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: featureLikelihoodDivergence has no option "real". Known options: generated, test, train.]`,
    );
  });
});
