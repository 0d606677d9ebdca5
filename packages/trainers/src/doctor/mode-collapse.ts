import type { HealthRecord } from "../health/health-record.js";
import type { PhaseLosses } from "../train.js";
import type { Fault } from "./fault.js";
import { byPenalty, bySpectralNorm } from "./holding.js";
import { among, below } from "./present.js";
import { sinceWhen } from "./since-when.js";
import { figure } from "./words.js";

/** Of the data's. */
const LEAST_SPREAD = 0.2;
const LEAST_DISTINCT = 0.15;

export const modeCollapse: Fault = {
  name: "mode-collapse",
  title: "samples are all alike",
  words: "The generator draws one example, or a few, over and over: its mode has collapsed.",
  remedies: [
    {
      words: "let the discriminator see several samples at once",
      settings: { pack: 2 },
      where: { pack: below(2), auxiliaryWeight: among(0) }, // a classifier sees one
    },
    byPenalty("the discriminator"),
    bySpectralNorm("the discriminator"),
    {
      words: "try the hinge loss",
      settings: { game: "hinge" },
      where: { game: among("non-saturating", "minimax", "least-squares") },
    },
    {
      words: "try the relativistic loss",
      settings: { game: "relativistic" },
      where: { game: among("non-saturating", "minimax", "least-squares", "hinge"), labelSmoothing: among(0) }, // it has no labels
    },
    "try a lower learning rate, or larger batches",
  ],
  source:
    "Salimans et al. 2016, https://arxiv.org/abs/1606.03498, section 3.2, and Lin et al. 2018, https://arxiv.org/abs/1712.04086; the numbers were chosen by the runs of `genlab reproduce doctor`",
  find({ log, health }) {
    if (!log.some(({ losses }) => hasPlayers(losses))) return undefined; // others draw alike while they have not learned more
    const records = health.filter(({ probes }) => probes?.samples);
    const first = sinceWhen(records, isCollapsed);
    if (!first) return undefined;
    const { spread, distinct } = records.at(-1)!.probes!.samples!;
    return {
      since: first.step,
      evidence: `samples of a batch spread ${figure(spread)} times as far as data, and each is ${figure(distinct)} times as far from the next as those are`,
    };
  },
};

/** Whether samples are to persuade someone. */
const hasPlayers = (losses: PhaseLosses = {}) =>
  Object.values(losses).some((terms) => terms.adversarial !== undefined || terms.fake !== undefined);

function isCollapsed({ probes }: HealthRecord): boolean {
  const { spread, distinct } = probes!.samples!;
  return spread! < LEAST_SPREAD || distinct! < LEAST_DISTINCT;
}
