import type { Fault } from "./fault.js";
import { above, among, below } from "./present.js";
import { sinceWhen } from "./since-when.js";
import { figure } from "./words.js";

/** Of those that a batch could use. */
const LEAST_SHARE = 0.1;

export const deadCodes: Fault = {
  name: "dead-codes",
  title: "most codes are dead",
  words: "A batch uses a small part of the codebook. The rest is nearest to nothing, and is never moved.",
  remedies: [
    {
      words: "let codes restart that are hardly used",
      settings: { restartBelow: 0.05 },
      where: { restartBelow: below(0.05), quantizer: among("learned") },
    },
    { words: "use fewer", settings: { codes: 64 }, where: { codes: above(64), quantizer: among("learned") } },
    {
      words: "take finite scalars, which cannot die",
      settings: { quantizer: "finite-scalar" },
      where: { quantizer: among("learned") },
    },
    "lower the learning rate, or the weight of the commitment, so that vectors do not flee their codes",
  ],
  source:
    "codes that are hardly used are replaced in Zeghidour et al. 2021, https://arxiv.org/abs/2107.03312, and Dhariwal et al. 2020, https://arxiv.org/abs/2005.00341; the number was chosen by the runs of `genlab reproduce doctor`",
  find({ health }) {
    const records = health.flatMap(({ step, probes }) => {
      const { used, drawn, all } = probes?.codes ?? {};
      return used === undefined || drawn === undefined || all === undefined ? [] : [{ step, used, drawn, all }];
    });
    const first = sinceWhen(records, ({ used, drawn, all }) => used < LEAST_SHARE * Math.min(drawn, all));
    if (!first) return undefined;
    const { used, drawn, all } = records.at(-1)!;
    return { since: first.step, evidence: `a batch of ${drawn} vectors uses ${figure(used)} of ${all} codes` };
  },
};
