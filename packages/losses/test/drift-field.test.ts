import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { driftField } from "@genlab/losses";
import { itIsALoss, type TensorValues } from "@genlab/testing";
import {
  add,
  cos,
  mul,
  range,
  reshape,
  type Scalar,
  setBackend,
  sum,
  type Tensor,
  tensor2d,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

await setBackend("cpu");
const fixture = readFixture("drift-field");

/** A sum with a fixed weight for each entry, so that all of the field counts. */
const weighted = (field: Tensor): Scalar =>
  sum(mul(field, reshape(cos(range(0, field.size, 1, "float32")), field.shape)));

const rows = (count: number, ...values: number[]): TensorValues => ({ shape: [count, values.length / count], values });

describe("driftField of examples that repel each other", () =>
  itIsALoss({
    loss: (x, towards) => tidy(() => weighted(driftField(x!, { towards: towards!, temperature: 0.5 }))),
    source: fixture.source,
    cases: fixture.cases("own"),
    extremes: [
      [rows(2, 1e4, -1e4, 1e4, -1e4), rows(2, 0, 0, 0, 0)],
      [rows(2, 1, 2, 1, 2), rows(2, 1, 2, 1, 2)],
    ],
    couplesExamples: true,
    sizesMayDiffer: true,
    examples: [0, 1],
  }));

describe("driftField of examples that others repel", () =>
  itIsALoss({
    loss: (x, towards, awayFrom) =>
      tidy(() => weighted(driftField(x!, { towards: towards!, awayFrom: awayFrom!, temperature: 2 }))),
    source: fixture.source,
    cases: fixture.cases("between"),
    couplesExamples: true,
    sizesMayDiffer: true,
    examples: [0, 1, 2],
  }));

describe("driftField", () => {
  const values = (act: () => Tensor) => tidy(() => [...act().dataSync()]);
  const of = (seed: number, count: number) => createRng(seed).normal([count, 3]);

  it("is 0 where what attracts and what repels are the same, wherever the examples are", () => {
    const field = values(() => driftField(of(1, 5), { towards: of(2, 6), awayFrom: of(2, 6), temperature: 0.7 }));
    expect(Math.max(...field.map(Math.abs))).toBeLessThan(1e-6);
  });

  it("turns round where the two change places", () => {
    const one = values(() => driftField(of(1, 5), { towards: of(2, 4), awayFrom: of(3, 6), temperature: 0.7 }));
    const other = values(() => driftField(of(1, 5), { towards: of(3, 6), awayFrom: of(2, 4), temperature: 0.7 }));
    expect(Math.max(...one.map(Math.abs))).toBeGreaterThan(0.01);
    for (const [i, value] of one.entries()) expect(other[i]).toBeCloseTo(-value, 5);
  });

  it("goes with the data where all are moved, far from 0 too", () => {
    const field = (by: number) =>
      values(() => driftField(add(of(1, 5), by), { towards: add(of(2, 4), by), temperature: 0.7 }));
    for (const [i, value] of field(1000).entries()) expect(value).toBeCloseTo(field(0)[i]!, 3);
  });

  it("of two examples about one of data is by hand what the shares of a row and of columns make it", () => {
    // x = 0 and 2, data at 1, τ = 1: each has the kernel 1/e for data, 1/e² for the other, and nothing for itself
    const [near, far] = [Math.exp(-1), Math.exp(-2)];
    const row = near + far;
    const attraction = near / Math.sqrt(row * 2 * near); // both examples are in the column of the datum
    const repulsion = far / Math.sqrt(row * far);
    const field = values(() => driftField(tensor2d([[0], [2]]), { towards: tensor2d([[1]]), temperature: 1 }));
    const expected = attraction * repulsion * (1 - 2);
    expect(field).toEqual([expect.closeTo(expected, 6), expect.closeTo(-expected, 6)]);
  });

  it("takes points from one place to all of eight on a circle, as many to each", () => {
    const places = Array.from({ length: 8 }, (_, i) => [Math.cos((i * Math.PI) / 4), Math.sin((i * Math.PI) / 4)]);
    const towards = tensor2d(Array.from({ length: 32 }, (_, i) => places[i % 8]!));
    let x = tidy(() => mul(0.1, createRng(1).normal([32, 2])));
    for (let step = 0; step < 100; step++) {
      const moved = tidy(() => add(x, driftField(x, { towards, temperature: 0.4 })));
      x.dispose();
      x = moved;
    }
    const counts = new Array<number>(8).fill(0);
    const away = (x.arraySync() as number[][]).map((point) => {
      const distances = places.map((place) => Math.hypot(place[0]! - point[0]!, place[1]! - point[1]!));
      const least = Math.min(...distances);
      counts[distances.indexOf(least)]! += 1;
      return least / 32;
    });
    for (const count of counts) expect(Math.abs(count - 4)).toBeLessThanOrEqual(1);
    expect(away.reduce((total, one) => total + one, 0)).toBeLessThan(0.3);
    x.dispose();
    towards.dispose();
  });

  it("refuses one example that none repels, other dimensions, and temperatures that are none", () => {
    const attempt =
      (x: number[], y: number[], temperature = 1) =>
      () =>
        tidy(() => void driftField(zeros(x), { towards: zeros(y), temperature }));
    expect(attempt([1, 2], [4, 2])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: driftField: x has shape [1,2]. One example repels no other: give two, or \`awayFrom\`.]`,
    );
    expect(attempt([3, 2], [4, 3])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: driftField: towards has shape [4,3], x [3,2]. It needs [n, d] of one d.]`,
    );
    expect(attempt([3, 2], [4, 2], 0)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`temperature\` of driftField is 0. Expected a finite number above 0.]`,
    );
  });
});
