import { requireFinite } from "@genlab/core";
import { mul } from "@tensorflow/tfjs-core";
import { currentRate, type Rate } from "../rate.js";
import { mapTensors } from "../slots.js";
import type { Transform } from "../transform.js";

/**
 * `factor * update`. Updates are added to parameters, so a factor that descends is negative.
 *
 * @throws GenlabError for a factor that is not finite.
 */
export function scaleBy(factor: Rate): Transform {
  if (typeof factor !== "function") requireFinite("scaleBy", { factor });
  return {
    init: () => ({}),
    update(updates, _state, _parameters, context) {
      const present = currentRate(factor, context);
      return mapTensors(updates, (update) => mul(update, present));
    },
  };
}
