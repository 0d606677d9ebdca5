import type { HealthRecord, PhaseHealth } from "../health/health-record.js";
import type { Fault } from "./fault.js";
import { layersOf, relativeGradient } from "./layers-of.js";
import { among } from "./present.js";
import { sinceWhen } from "./since-when.js";
import { figure } from "./words.js";

/** Of the strongest layer's gradient, both as shares of their weights. */
const LEAST_OF_STRONGEST = 1e-4;
/** Below it all layers stand still: Adam's ε, 1e-8, is no longer small beside an entry of the gradient. */
const LEAST = 1e-7;

export const vanishingGradients: Fault = {
  name: "vanishing-gradients",
  title: "gradients vanish",
  words:
    "Layers far from the loss get next to no gradient, and do not learn. It grows fainter with each layer whose activation is flat where it is used.",
  remedies: [
    "use ReLU, leaky ReLU or SiLU instead of sigmoid or tanh inside",
    "add batch or layer norm, or residual connections",
    "use fewer layers",
    {
      words: "where a generator gets no gradient at all, take the non-saturating loss",
      settings: { game: "non-saturating" },
      where: { game: among("minimax") },
    },
  ],
  source:
    "Glorot & Bengio 2010, figure 7: healthy layers differ by less than 10; a factor of 10 000 was chosen by the runs of `genlab reproduce doctor`",
  find({ log, health }) {
    for (const phase of phasesIn(health)) {
      const records = health.filter((record) => record.phases?.[phase]);
      const first = sinceWhen(records, (record) => weakest(record.phases![phase]!) !== undefined, { steps: 100 });
      // a player that is held has a loss, and gradients, of 0
      if (!first || log.some(({ losses }) => losses?.[phase]?.gate !== undefined)) continue;
      return { since: first.step, evidence: `in the phase "${phase}" ${weakest(records.at(-1)!.phases![phase]!)}` };
    }
    return undefined;
  },
};

export const phasesIn = (health: readonly HealthRecord[]): readonly string[] => [
  ...new Set(health.flatMap(({ phases }) => Object.keys(phases ?? {}))),
];

/** What is wrong, in words. */
function weakest(phase: PhaseHealth): string | undefined {
  const networks = layersOf(phase);
  const all = networks.flatMap(({ layers }) => layers).map(relativeGradient);
  const most = Math.max(...all);
  if (!Number.isFinite(most)) return undefined; // there are no layers, or gradients explode
  if (most < LEAST) return `no layer has a gradient of more than ${figure(most)} of its weights`;
  for (const { layers } of networks) {
    const relative = layers.map(relativeGradient);
    const least = Math.min(...relative);
    if (least >= LEAST_OF_STRONGEST * Math.max(...relative)) continue;
    const [low, high] = [layers[relative.indexOf(least)]!, layers[relative.indexOf(Math.max(...relative))]!];
    return `the gradient of ${low.path} is ${figure(low.gradient)}, that of ${high.path} ${figure(high.gradient)}`;
  }
  return undefined;
}
