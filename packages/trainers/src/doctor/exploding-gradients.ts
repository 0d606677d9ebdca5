import type { PhaseHealth } from "../health/health-record.js";
import type { Fault } from "./fault.js";
import { byPenalty, bySpectralNorm } from "./holding.js";
import { gradientOf, layersOf, relativeGradient } from "./layers-of.js";
import { sinceWhen } from "./since-when.js";
import { phasesIn } from "./vanishing-gradients.js";
import { figure, percent } from "./words.js";

/** Times the median of the records before. */
const GROWTH = 100;
/** Of its weights, in norm. */
const MOST_GRADIENT = 100;
/** Of its weights, in one update. */
const MOST_CHANGE = 0.5;

export const explodingGradients: Fault = {
  name: "exploding-gradients",
  title: "gradients explode",
  words: "Updates are far larger than what they update, so that each undoes what the one before has learned.",
  remedies: [
    "lower the learning rate",
    "clip gradients (`--set optimizer.clipNorm=1`)",
    "add batch or layer norm, or use fewer layers",
    bySpectralNorm("a discriminator"),
    byPenalty("a discriminator"),
  ],
  source:
    "Pascanu et al. 2013, https://arxiv.org/abs/1211.5063, on clipping by the usual norm; updates are about 1/1000 of weights: Stanford CS231n, https://cs231n.github.io/neural-networks-3/#ratio",
  find({ health }) {
    for (const phase of phasesIn(health)) {
      const records = health.filter((record) => record.phases?.[phase]);
      const found = grown(records.map(({ step, phases }) => ({ step, gradient: gradientOf(phases![phase]!) })));
      if (found) return { since: found.step, phase, evidence: `in the phase "${phase}" ${found.words}` };
      const first = sinceWhen(records, (record) => tooLarge(record.phases![phase]!) !== undefined, { steps: 100 });
      if (!first) continue;
      return {
        since: first.step,
        phase,
        evidence: `in the phase "${phase}" ${tooLarge(records.at(-1)!.phases![phase]!)}`,
      };
    }
    return undefined;
  },
};

interface Norm {
  readonly step: number;
  readonly gradient: number;
}

/** Where the last two records or more are far above what was usual before. */
function grown(norms: readonly Norm[]): { readonly step: number; readonly words: string } | undefined {
  if (norms.length < 5) return undefined;
  const usual = median(norms.slice(0, -2).map(({ gradient }) => gradient));
  const first = sinceWhen(norms, ({ gradient }) => !(gradient < GROWTH * usual), { records: 2, steps: 0 });
  if (!first || usual === 0) return undefined;
  return {
    step: first.step,
    words: `the gradient's norm is ${figure(norms.at(-1)!.gradient)}; it was ${figure(usual)} before`,
  };
}

/** What is wrong, in words. */
function tooLarge(phase: PhaseHealth): string | undefined {
  for (const layer of layersOf(phase).flatMap(({ layers }) => layers)) {
    const { path, gradient, weight, change } = layer;
    if (!(relativeGradient(layer) <= MOST_GRADIENT)) {
      return `the gradient of ${path} has the norm ${figure(gradient)}, its weights ${figure(weight)}`;
    }
    if (!(change <= MOST_CHANGE * weight)) return `an update changes ${path} by ${percent(change / weight)}`;
  }
  return undefined;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
