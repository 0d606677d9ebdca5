import { type Context, GenlabError, type Module, namedVariables, requireShares } from "@genlab/core";
import { add, clone, mul, sub, tidy } from "@tensorflow/tfjs-core";
import { currentRate, type Rate } from "./rate.js";

/**
 * Moves the parameters of `average` towards those of `model`: `average ← decay * average + (1 - decay) * model`.
 * Buffers are copied. Make `average` with `cloneModule(model)`.
 *
 * @throws GenlabError for a decay that is not from 0 to 1, and when `model` lacks a variable that `average` has, or has it in another shape.
 */
export function updateAverage(average: Module, model: Module, decay: Rate, context: Context): void {
  if (typeof decay !== "function") requireShares("updateAverage", { decay });
  const present = namedVariables(model);
  tidy(() => {
    const share = sub(1, currentRate(decay, context));
    for (const [path, mean] of namedVariables(average)) {
      const value = present.get(path);
      if (value === undefined) {
        throw new GenlabError(
          `The average has "${path}", which the model lacks. Make the average with cloneModule(model).`,
        );
      }
      if (`${mean.shape}` !== `${value.shape}`) {
        throw new GenlabError(
          `"${path}" has shape [${value.shape}] in the model, [${mean.shape}] in the average. Make the average with cloneModule(model).`,
        );
      }
      // this form leaves a mean that equals the value exactly as it is
      mean.assign(value.trainable ? add(mean, mul(sub(value, mean), share)) : clone(value));
    }
  });
}
