// A training loop of one's own, without a trainer: what a model lists as phases, `gradients`, and an `Optimizer` for each.

import { tidy } from "@tensorflow/tfjs-core";
import {
  adam,
  batches,
  createContext,
  createRng,
  createWaeGan,
  gaussianRing,
  gradients,
  namedParametersOf,
  Optimizer,
  toTensor,
} from "genlab";

const rng = createRng(1);
const model = createWaeGan({ shape: [2], latent: 2, network: "dense", hidden: [32] }, rng.fork("model"));

const players = model.phases().map((phase) => {
  const parameters = namedParametersOf(phase.updates, model); // what this phase moves, by path
  return { phase, parameters, optimizer: new Optimizer(adam({ learningRate: 1e-3 }), parameters) };
});

const data = batches(gaussianRing().sample(2000, rng.fork("data")), { batchSize: 50, rng: rng.fork("order") });
let step = 0;
for (const batch of data) {
  const context = createContext({ rng: rng.fork(`step/${step}`), step, training: true });
  for (const { phase, parameters, optimizer } of players) {
    tidy(() => {
      const x = toTensor(batch.x!, "x");
      const { losses, gradients: found } = gradients(parameters, () => phase.loss({ x }, context));
      optimizer.apply(found, context);
      if (step % 20 === 0) console.log(step, phase.name, losses.total.dataSync()[0]);
    });
  }
  if (++step === 60) break;
}
