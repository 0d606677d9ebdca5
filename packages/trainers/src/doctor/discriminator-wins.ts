import type { Fault, LossRecord } from "./fault.js";
import { byPenalty, bySpectralNorm } from "./holding.js";
import { among, below } from "./present.js";
import { sinceWhen } from "./since-when.js";
import { figure, percent } from "./words.js";

/** Of a loss that is 0 for one who is never wrong: its mean over a stretch of reports, for one batch is chance. */
const LEAST_LOSS = 0.05;
const STRETCH = 10;
/** Pairs of which it knows the real one. */
const WINS = 0.999;
/** Of the steps up to here: a bout that is lost is none. */
const SHARE = 0.25;

export const discriminatorWins: Fault = {
  name: "discriminator-wins",
  title: "the discriminator wins",
  words:
    "It tells samples from data without fail and its loss is about 0, so that what it tells the generator is of little use.",
  remedies: [
    "lower the discriminator's learning rate or raise that of the phase that it plays against",
    byPenalty("it"),
    bySpectralNorm("it"),
    {
      words: "smooth its labels",
      settings: { labelSmoothing: 0.1 },
      where: { labelSmoothing: below(0.1), game: among("non-saturating", "minimax", "least-squares") },
    },
    {
      words: "with few data, augment what it sees",
      settings: { augmentation: "on" },
      where: { augmentation: among("auto", "off", false) },
    },
  ],
  source:
    "Salimans et al. 2016, https://arxiv.org/abs/1606.03498, and Chintala's list of 2016, no. 10 (its loss goes to 0); the numbers were chosen by the runs of `genlab reproduce doctor`",
  find({ log, health }) {
    const losses = log.flatMap((record) => {
      const loss = lossIn(record);
      return loss === undefined ? [] : [{ step: record.step, loss: Math.abs(loss) }];
    });
    const stretches = losses.map(({ step }, i) => ({
      step,
      loss: meanOf(losses.slice(Math.max(0, i + 1 - STRETCH), i + 1)),
    }));
    const lost = sinceWhen(stretches, ({ loss }) => loss < LEAST_LOSS, { records: 5 });
    const last = stretches.at(-1);
    if (!lost || !last || last.step - lost.step < SHARE * last.step) return undefined;
    const probes = health.flatMap(({ step, probes }) => {
      const wins = probes?.discriminator?.wins;
      return wins === undefined || step < lost.step ? [] : [{ step, wins }];
    });
    // where it cannot be asked, its loss has to do
    if (probes.length > 0 && probes.slice(-3).some(({ wins }) => wins < WINS)) return undefined;
    const asked = probes.length > 0 ? `, and it wins ${percent(probes.at(-1)!.wins)} of all pairs` : "";
    return { since: lost.step, evidence: `its loss is ${figure(last.loss)}${asked}` };
  },
};

const meanOf = (losses: readonly { readonly loss: number }[]) =>
  losses.reduce((sum, { loss }) => sum + loss, 0) / losses.length;

/** A player's cost in a game that it can win: a critic's goes below 0 without end. */
function lossIn({ losses }: LossRecord): number | undefined {
  const terms = losses?.discriminator ?? losses?.["image discriminator"];
  if (!terms) return undefined;
  // gates hold a player for a step
  if (terms.gate === 0) return undefined;
  return terms.adversarial ?? terms.total;
}
