import { createRng } from "@genlab/core";
import { describe, expect, it } from "vitest";

function normals(seed: number, count: number): Float32Array {
  const values = new Float32Array(count);
  createRng(seed).fillNormal(values);
  return values;
}

function uniforms(seed: number, count: number, min = 0, max = 1): Float32Array {
  const values = new Float32Array(count);
  createRng(seed).fillUniform(values, min, max);
  return values;
}

const mean = (values: Float32Array, of = (value: number) => value) =>
  values.reduce((total, value) => total + of(value), 0) / values.length;

/** Abramowitz and Stegun 26.2.17, within 7.5e-8. */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = (Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)) * series;
  return x > 0 ? 1 - upper : upper;
}

describe("normal draws", () => {
  it("have the moments of N(0, 1)", () => {
    const count = 1_000_000;
    const values = normals(1, count);
    // within four standard errors: var(x^k) = (2k - 1)!! - E[x^k]^2
    const moments = [0, 1, 0, 3];
    const variances = [1, 2, 15, 96];
    for (const [i, moment] of moments.entries()) {
      const found = mean(values, (value) => value ** (i + 1));
      expect(Math.abs(found - moment)).toBeLessThan(4 * Math.sqrt(variances[i]! / count));
    }
  });

  it("pass a Kolmogorov-Smirnov test at 1 %", () => {
    const count = 200_000;
    const sorted = normals(2, count).sort();
    const distance = sorted.reduce((most, value, i) => {
      const cdf = normalCdf(value);
      return Math.max(most, Math.abs(cdf - i / count), Math.abs((i + 1) / count - cdf));
    }, 0);
    expect(distance).toBeLessThan(1.628 / Math.sqrt(count));
  });

  it.each([
    [3.442619855899, 5.7607e-4], // where the ziggurat's tail begins; 2 (1 - cdf)
    [4, 6.3342e-5],
  ])("exceed %d as often as they should", (bound, share) => {
    const count = 4_000_000;
    const beyond = normals(3, count).reduce((total, value) => total + (Math.abs(value) > bound ? 1 : 0), 0);
    expect(Math.abs(beyond - share * count)).toBeLessThan(4 * Math.sqrt(share * count));
  });

  it("are uncorrelated in sequence", () => {
    const values = normals(4, 200_000);
    const lagged = values.slice(1).reduce((total, value, i) => total + value * values[i]!, 0) / (values.length - 1);
    expect(Math.abs(lagged)).toBeLessThan(4 / Math.sqrt(values.length));
  });
});

describe("uniform draws", () => {
  it("fill 256 bins evenly", () => {
    const count = 1_000_000;
    const bins = new Float64Array(256);
    for (const value of uniforms(5, count)) bins[Math.floor(value * 256)]!++;
    const expected = count / 256;
    const chiSquare = bins.reduce((total, found) => total + (found - expected) ** 2 / expected, 0);
    // 255 degrees of freedom, the outer 0.05 % on either side
    expect(chiSquare).toBeGreaterThan(186);
    expect(chiSquare).toBeLessThan(336);
  });

  it("stay below the upper bound, to which a float32 would round", () => {
    const values = uniforms(6, 2_000_000, 1000, 1001);
    expect(values.every((value) => value >= 1000 && value < 1001)).toBe(true);
  });

  it("of an empty interval are its bound", () => {
    expect([...uniforms(6, 2, 3, 3)]).toEqual([3, 3]);
  });
});
