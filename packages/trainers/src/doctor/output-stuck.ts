import type { Fault } from "./fault.js";
import { sinceWhen } from "./since-when.js";
import { figure } from "./words.js";

/** Of the data's. */
const LEAST_SPREAD = 0.01;

export const outputStuck: Fault = {
  name: "output-stuck",
  title: "the output is stuck",
  words: "Whatever goes in, the same comes out: the mean of the data, or a black image.",
  remedies: [
    "lower the learning rate",
    "look whether data and likelihood go together (values in [0, 1] for `bernoulli`)",
    "let outputs start at the data's mean, or normalize inside",
    "where the posterior or the codes have died as well, mend these first",
  ],
  source:
    "chosen by the runs of `genlab reproduce doctor`: healthy ones are above 0.015 within 100 steps, stuck ones below 0.006",
  find({ health }) {
    const records = health.flatMap(({ step, probes }) => {
      const spread = probes?.reconstructions?.spread;
      return spread === undefined ? [] : [{ step, spread }];
    });
    const first = sinceWhen(records, ({ spread }) => !(spread >= LEAST_SPREAD), { steps: 300 });
    if (!first) return undefined;
    return {
      since: first.step,
      evidence: `reconstructions of a batch spread ${figure(records.at(-1)!.spread)} times as far as the data`,
    };
  },
};
