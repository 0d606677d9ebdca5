import type { Fault } from "./fault.js";
import { above, below } from "./present.js";
import { sinceWhen } from "./since-when.js";
import { figure, percent } from "./words.js";

/** Nats an example, of all latents. */
const LEAST_KL = 0.05;
/** Of the latents. */
const LEAST_ACTIVE = 0.05;

export const posteriorCollapse: Fault = {
  name: "posterior-collapse",
  title: "the posterior has collapsed",
  words:
    "The encoder gives every example the prior, so that codes tell nothing of the data and the decoder does not use them.",
  remedies: [
    { words: "lower the weight of the KL term", settings: { beta: 0.1 }, where: { beta: above(0.1) } },
    {
      words: "let the weight of the KL term rise",
      settings: { beta: { type: "linear", from: 0, to: 1, steps: 2000 } },
      where: { beta: (value) => value === "auto" || (typeof value === "number" && value >= 1) },
    },
    { words: "leave it some nats free", settings: { freeBits: 0.1 }, where: { freeBits: below(0.1) } },
    {
      words: "weigh the reconstruction more",
      settings: { reconstructionWeight: 10 },
      where: { reconstructionWeight: below(10) },
    },
    "lower the learning rate, where it is large, or use a smaller decoder",
  ],
  source:
    "a latent below 0.01 nats tells nothing: Burda et al. 2015, https://arxiv.org/abs/1509.00519, section 5.2; Lucas et al. 2019, https://arxiv.org/abs/1911.02469",
  find({ health }) {
    const records = health.flatMap(({ step, probes }) => {
      const { kl, active } = probes?.codes ?? {};
      return kl === undefined || active === undefined ? [] : [{ step, kl, active }];
    });
    const first = sinceWhen(records, ({ kl, active }) => kl < LEAST_KL && active < LEAST_ACTIVE);
    if (!first) return undefined;
    const { kl, active } = records.at(-1)!;
    return {
      since: first.step,
      evidence: `the KL of all latents together is ${figure(kl)} nats, and ${percent(active)} of them have more than 0.01`,
    };
  },
};
