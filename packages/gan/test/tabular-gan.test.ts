import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Rng } from "@genlab/core";
import { createTabularGan } from "@genlab/gan";
import { itIsAModel } from "@genlab/testing";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

// a number, one of three and one of two
const rows = [
  [-1, 1, 0, 0, 1, 0],
  [0.2, 0, 0, 1, 0, 1],
  [1.1, 0, 1, 0, 0, 1],
  [0.4, 0, 1, 0, 1, 0],
];
const batch = { x: { data: Float32Array.from(rows.flat()), shape: [4, 6] } };
const sizes = { shape: [6], latent: 2, hidden: [5], pack: 2 } as const;
const create = (rng: Rng) => createTabularGan({ ...sizes, choices: [3, 2] }, rng);

describe("tabular gan", () => itIsAModel({ create, batch }));

it("samples of a tabular gan are near a one among zeros of each choice", () => {
  const samples = create(createRng(1)).sample(50, createContext({ rng: createRng(2) }));
  const values = samples.arraySync() as number[][];
  samples.dispose();
  for (const row of values) {
    for (const choice of [row.slice(1, 4), row.slice(4)]) {
      expect(choice.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 4);
    }
  }
  const chosen = values.flatMap((row) => [Math.max(...row.slice(1, 4)), Math.max(...row.slice(4))]);
  expect(chosen.filter((one) => one > 0.9).length).toBeGreaterThan(chosen.length / 2);
});

it("choices that an example has no room for are refused", () => {
  expect(() => createTabularGan({ ...sizes, choices: [5, 2] }, createRng(1))).toThrow(
    "`choices` are [5,2] of an example of 6. Give how many each choice is among, from 2, all of which stand last in an example.",
  );
});
