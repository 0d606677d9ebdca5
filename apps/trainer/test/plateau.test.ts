import { constant, type Rate } from "@genlab/optim";
import type { Metrics } from "@genlab/trainers/node";
import { expect, it } from "vitest";
import { Plateau } from "../src/training/plateau.js";

const evaluations = (...totals: number[]): Metrics[] =>
  totals.map((total, i) => ({ step: 10 * (i + 1), seconds: 1, evaluation: { vae: { total, examples: 9 } } }));
const at = (rate: unknown, step: number) => (rate as Exclude<Rate, number>)(step);

it("rates become smaller where a loss has not fallen for so many evaluations, and again", () => {
  const plateau = new Plateau({ of: "vae.total", patience: 2, factor: 0.1, least: 0.05 }, []);
  // the least is 3 up to here; two are not less, and two again
  const factors = evaluations(5, 3, 3, 4, 4, 2, 2, 2, 2, 2).map(({ step, evaluation }) => {
    const isReduced = plateau.add(step, evaluation!);
    return isReduced ? plateau.factor : null;
  });
  expect(factors).toEqual([null, null, null, 0.1, null, null, null, 0.05, null, null]);
});

it("what the log says of it is what it was, wherever a run is resumed", () => {
  const log = evaluations(5, 3, 3, 4, 4, 2, 2, 2, 2, 2);
  const whole = new Plateau({ of: "vae.total", patience: 2 }, []);
  for (const [i, { step, evaluation }] of log.entries()) {
    whole.add(step, evaluation!);
    expect(new Plateau({ of: "vae.total", patience: 2 }, log.slice(0, i + 1)).factor).toBe(whole.factor);
  }
  expect(whole.factor).toBe(0.125);
});

it("every phase's rate follows, be it a number, a schedule or the optimizer's own", () => {
  const plateau = new Plateau({ of: "vae.total", patience: 1 }, []);
  const { a, b, c } = plateau.rates({
    a: { type: "adam", learningRate: 0.4 },
    b: { type: "sgd", learningRate: { type: "linear", from: 1, to: 0, steps: 10 } },
    c: { type: "adam" },
  }) as Record<string, { learningRate: unknown }>;
  const rates = () => [a, b, c].map((one) => at(one!.learningRate, 5));
  expect(rates()).toEqual([0.4, 0.5, constant(1e-3)(5)]);
  for (const { step, evaluation } of evaluations(3, 3)) plateau.add(step, evaluation!);
  expect(rates()).toEqual([0.2, 0.25, 5e-4]);
});
