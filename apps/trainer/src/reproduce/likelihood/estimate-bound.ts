import {
  canWeigh,
  type Executor,
  GenlabError,
  type ImageBatch,
  type Model,
  type Program,
  type Rng,
} from "@genlab/core";
import type { Dataset } from "@genlab/data";
import { logSumExp, mean, type Scalar, sub } from "@tensorflow/tfjs-core";
import { onceThrough } from "../once-through.js";

export interface EstimateBoundOptions {
  /** Importance samples an image, k. */
  readonly samples: number;
  readonly executor: Executor;
  readonly rng: Rng;
}

const IMAGES_AT_ONCE = 10;

/**
 * `mean over x of log 1/k Σᵢ wᵢ`, `wᵢ = p(x, zᵢ) / q(zᵢ|x)`, in nats: what `estimateLogLikelihood` of `@genlab/metrics` estimates, by an
 * executor, which is several times as fast. Models run as in training. Burda et al. 2015, https://arxiv.org/abs/1509.00519
 */
export async function estimateBound(
  model: Model,
  images: Dataset,
  { samples, executor, rng }: EstimateBoundOptions,
): Promise<number> {
  if (!canWeigh(model)) throw new GenlabError("The model has no `logWeights`: it tells nothing of its likelihood.");
  const program: Program = {
    name: "bound",
    state: model,
    run(batch, context) {
      const { x } = batch as unknown as ImageBatch; // as in the trainer, the border to what models read
      const logWeights = model.logWeights(x, samples, context); // [samples, batch]
      return { bound: mean<Scalar>(sub(logSumExp(logWeights, 0), Math.log(samples))) };
    },
  };
  let [sum, step] = [0, 0];
  for (const { x } of onceThrough(images, IMAGES_AT_ONCE)) {
    const [pending] = await executor.run([program], { batch: { x: x! }, rng: rng.fork(`${step}`), step });
    const { bound } = await pending!.read();
    pending!.dispose();
    sum += bound! * x!.shape[0]!;
    step += 1;
  }
  return sum / images.length;
}
