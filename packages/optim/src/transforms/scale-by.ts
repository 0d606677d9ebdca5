import { mul } from "@tensorflow/tfjs-core";
import { requireFinite } from "../checks.js";
import { currentRate, type Rate } from "../rate.js";
import { mapTensors } from "../slots.js";
import type { Transform } from "../transform.js";

/** `factor * update`. Updates are added to parameters, so a factor that descends is negative. */
export function scaleBy(factor: Rate): Transform {
  if (typeof factor === "number") requireFinite("scaleBy: factor", factor);
  return {
    init: () => ({}),
    update(updates, _state, _parameters, context) {
      const present = currentRate(factor, context);
      return mapTensors(updates, (update) => mul(update, present));
    },
  };
}
