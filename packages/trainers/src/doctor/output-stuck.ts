import type { Fault } from "./fault.js";
import { sinceWhen } from "./since-when.js";
import { figure } from "./words.js";

/** Of the data's. */
const LEAST_SPREAD = 0.01;
/** What a network begins with may lie above that; where it has learned nothing, it stays so. */
const LITTLE_SPREAD = 0.1;
const STILL = 0.05;

export const outputStuck: Fault = {
  name: "output-stuck",
  title: "the output is stuck",
  words: "Whatever goes in, the same comes out: the mean of the data, or a black image.",
  remedies: [
    "lower the learning rate, or raise it where weights next to stand still",
    "look whether data and likelihood go together (values in [0, 1] for `bernoulli`)",
    "let outputs start at the data's mean, or normalize inside",
    "where the posterior or the codes have died as well, mend these first",
  ],
  source:
    "chosen by the runs of `genlab reproduce doctor`: healthy ones are above 0.015 within 100 steps, stuck ones below 0.01, or at what they began with",
  find({ health }) {
    const records = health.flatMap(({ step, probes }) => {
      const spread = probes?.reconstructions?.spread;
      return spread === undefined ? [] : [{ step, spread }];
    });
    const last = records.at(-1)?.spread ?? 0;
    const isStuck = ({ spread }: { readonly spread: number }) =>
      !(spread >= LEAST_SPREAD) || (spread < LITTLE_SPREAD && Math.abs(spread - last) <= STILL * last);
    const first = sinceWhen(records, isStuck, { steps: 300 });
    if (!first) return undefined;
    return {
      since: first.step,
      evidence: `reconstructions of a batch spread ${figure(last)} times as far as the data`,
    };
  },
};
