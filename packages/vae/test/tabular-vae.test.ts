import "@tensorflow/tfjs-backend-cpu";
import type { Rng } from "@genlab/core";
import { itIsAModel } from "@genlab/testing";
import { createTabularVae } from "@genlab/vae";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { context } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

// two numbers, one of three and one of two
const rows = [
  [-1, 0.5, 1, 0, 0, 1, 0],
  [0.2, 1.5, 0, 0, 1, 0, 1],
  [1.1, -0.3, 0, 1, 0, 0, 1],
];
const batch = { x: { data: Float32Array.from(rows.flat()), shape: [3, 7] } };
const create = (rng: Rng) => createTabularVae({ shape: [7], choices: [3, 2], latent: 2, hidden: [5] }, rng);

describe("tabular vae", () => itIsAModel({ create, batch }));

describe("tabular vae of choices alone", () => {
  const { x } = batch;
  const data = Float32Array.from(rows.flatMap((row) => row.slice(2)));
  const make = (rng: Rng) => createTabularVae({ shape: [5], choices: [3, 2], latent: 2, hidden: [5] }, rng);
  itIsAModel({ create: make, batch: { x: { data, shape: [x.shape[0]!, 5] } } });
});

it("samples of a tabular vae are rows: a one among zeros of each choice", () => {
  const { rng } = context();
  const samples = create(rng).sample(20, context());
  const values = samples.arraySync() as number[][];
  samples.dispose();
  for (const row of values) {
    expect(row.slice(2, 5).sort()).toEqual([0, 0, 1]);
    expect(row.slice(5).sort()).toEqual([0, 1]);
  }
});

it("choices that an example has no room for are refused", () => {
  expect(() => createTabularVae({ shape: [4], choices: [3, 2] }, context().rng)).toThrow(
    "`choices` are [3,2] of an example of 4. Give how many each choice is among, from 2, all of which stand last in an example.",
  );
});
