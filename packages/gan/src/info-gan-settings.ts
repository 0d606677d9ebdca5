import { describe, GenlabError, requireCounts, requireNonNegative } from "@genlab/core";
import { type AdversarialLoss, nonSaturating } from "@genlab/losses";
import { type Prior, requirePrior } from "./noise.js";
import { withDefaults } from "./options.js";

export interface InfoGanSettings {
  /** Numbers of noise, besides the codes. */
  readonly latent: number;
  /** Default "normal". */
  readonly prior?: Prior;
  /** Default `nonSaturating`. */
  readonly adversarial?: AdversarialLoss;
  /** Number of values of each categorical code. Default [10]. */
  readonly categorical?: readonly number[];
  /** Continuous codes, uniform on [−1, 1). Default 2. */
  readonly continuous?: number;
  /** `λ` of the categorical codes. Default 1. */
  readonly categoricalWeight?: number;
  /** `λ` of the continuous codes. Default 0.1. */
  readonly continuousWeight?: number;
}

/** `undefined` for what must be given. */
export const infoGanDefaults = {
  latent: undefined,
  prior: "normal",
  adversarial: nonSaturating,
  categorical: [10],
  continuous: 2,
  categoricalWeight: 1,
  continuousWeight: 0.1,
} as const;

/**
 * Every setting, checked.
 *
 * @throws GenlabError for one that is none or out of range.
 */
export function completeInfoGanSettings(given: InfoGanSettings): Required<InfoGanSettings> {
  const settings = withDefaults("InfoGan", given, infoGanDefaults);
  const { latent, prior, categorical, continuous, categoricalWeight, continuousWeight } = settings;
  requireCounts("InfoGan", { latent });
  requirePrior("InfoGan", prior);
  if (!Array.isArray(categorical)) {
    throw new GenlabError(
      `\`categorical\` of InfoGan is ${describe(categorical)}. Expected a list: the number of values of each code, such as [10].`,
    );
  }
  requireCounts("InfoGan", Object.fromEntries(categorical.map((count, i) => [`categorical[${i}]`, count])), 2);
  requireCounts("InfoGan", { continuous }, 0);
  requireNonNegative("InfoGan", { categoricalWeight, continuousWeight });
  return settings;
}
