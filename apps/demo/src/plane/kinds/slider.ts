import { numbersFor } from "../../zoo/numbers-for.js";
import type { NumberFacts } from "../../zoo/setting-facts.js";
import type { NumberSetting } from "./setting.js";

interface SliderOptions {
  /** Default: the model's. */
  readonly initial?: number;
  /** Default false. */
  readonly restarts?: boolean;
}

/** A slider of a model's setting: `slider(modelSettings.gan.pack, [1, 2, 4])`. */
export function slider(
  facts: NumberFacts,
  values: readonly number[],
  { initial = facts.default ?? Number.NaN, restarts = false }: SliderOptions = {},
): NumberSetting {
  numbersFor(facts, [initial, ...values]);
  return { initial, values, isWhole: facts.isWhole ?? false, restarts };
}
