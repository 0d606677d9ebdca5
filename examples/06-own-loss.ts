// A loss of one's own: a VAE whose pixels have Laplace distributions, and a KL term that costs nothing below three nats.

import { abs, add, mean, mul, relu, type Scalar, sub, sum } from "@tensorflow/tfjs-core";
import {
  createVae,
  digits,
  fit,
  gaussianKl,
  type Likelihood,
  meanOverBatch,
  type Objective,
  reparameterize,
  unitTanh,
} from "genlab";

const SCALE = 0.1; // of the distribution, in grey levels

/** `−log p(x | output)` is `Σ (|x − mean| / b + log 2b)`. */
const laplace: Likelihood = {
  negativeLog: (output, x) => sum(add(mul(1 / SCALE, abs(sub(x, unitTanh(output)))), Math.log(2 * SCALE)), [1, 2, 3]), // [batch]
  mean: unitTanh,
};

/** The ELBO, but for the first three nats of the KL. */
const patient: Objective = (model, { x }, context) => {
  const posterior = model.posterior(x, context);
  const reconstruction = mean<Scalar>(model.distortion(x, reparameterize(posterior, context.rng), context));
  const kl = gaussianKl(posterior.mean, posterior.logVariance);
  return { total: add<Scalar>(reconstruction, relu(sub(kl, 3))), reconstruction, kl };
};

await fit(
  (rng) => createVae({ shape: [8, 8, 1], latent: 8, likelihood: laplace, objective: patient }, rng),
  await digits({ part: "train" }),
  { steps: 300, onReport: ({ step, losses }) => console.log(step, losses.vae) },
);

// a loss that others can use: a function to one number an example, of which the mean is taken
const absolute = meanOverBatch((prediction, target) => sum(abs(sub(prediction, target)), 1));
console.log(absolute.perExample !== undefined);
