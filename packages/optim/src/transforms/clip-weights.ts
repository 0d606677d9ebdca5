import { requirePositive } from "@genlab/core";
import { add, clipByValue, sub } from "@tensorflow/tfjs-core";
import { known, mapTensors } from "../slots.js";
import type { Transform } from "../transform.js";

/**
 * Updates after which every entry of a parameter lies in [-limit, limit]: the last of a chain, for a Wasserstein critic.
 * Arjovsky et al. 2017, https://arxiv.org/abs/1701.07875
 *
 * @throws GenlabError for a limit that is not above 0.
 */
export function clipWeights(limit: number): Transform {
  requirePositive("clipWeights", { limit });
  return {
    init: () => ({}),
    update: (updates, _state, parameters) =>
      mapTensors(updates, (update, path) => {
        const parameter = known(path, parameters.get(path));
        return sub(clipByValue(add(parameter, update), -limit, limit), parameter);
      }),
  };
}
