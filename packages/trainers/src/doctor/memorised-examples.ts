import type { Fault } from "./fault.js";
import { sinceWhen } from "./since-when.js";
import { figure } from "./words.js";

/** Of the distance that examples have which the model has not seen. */
const LEAST_DISTANCE = 0.75;

export const memorisedExamples: Fault = {
  name: "memorised-examples",
  title: "samples are copies of training examples",
  words:
    "Samples are far nearer to an example of the training part than new examples are: the model gives back what it was shown.",
  remedies: [
    "train on more data, or augment them",
    "stop earlier (`--best LOSS --patience 3`)",
    "use a smaller network or code, or more regularization",
  ],
  source:
    "the distances are those of Meehan et al. 2020, https://arxiv.org/abs/2004.05675; blurred samples lie near to all examples, so three quarters were chosen by the runs of `genlab reproduce doctor`",
  find({ health }) {
    const records = health.flatMap(({ step, probes }) => {
      const ratio = probes?.memory?.ratio;
      return ratio === undefined ? [] : [{ step, ratio }];
    });
    const first = sinceWhen(records, ({ ratio }) => ratio < LEAST_DISTANCE, { records: 2, steps: 0 });
    if (!first) return undefined;
    return {
      since: first.step,
      evidence: `a sample is ${figure(records.at(-1)!.ratio)} times as far from the nearest training example as a new example is`,
    };
  },
};
