// A VAE on 8×8 digits, from data to samples. Run it with: npx -y pnpm@12 examples 01
import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng } from "@genlab/core";
import { batches, digits } from "@genlab/data";
import { adam, linear } from "@genlab/optim";
import { Trainer, train } from "@genlab/trainers";
import { createVae, elbo } from "@genlab/vae";
import { setBackend } from "@tensorflow/tfjs-core";

await setBackend("cpu");
const rng = createRng(1);

const objective = elbo({ beta: linear({ from: 0, to: 1, steps: 100 }) }); // warms up the KL term
const model = createVae({ shape: [8, 8, 1], latent: 8, network: "dense", hidden: [64], objective }, rng.fork("model"));
const trainer = new Trainer(model, { optimizer: adam({ learningRate: 2e-3 }), rng: rng.fork("training") });

const data = batches(await digits({ part: "train" }), { batchSize: 64, rng: rng.fork("data") });
for await (const { step, losses } of train(trainer, data, { steps: 200, reportEvery: 50 })) {
  if (losses) console.log(step, losses.vae);
}

const images = model.sample(4, createContext({ rng: rng.fork("samples") })); // [4, 8, 8, 1]
const pixels = await images.data();
for (let row = 0; row < 8; row++) {
  const line = (image: number) =>
    Array.from({ length: 8 }, (_, column) => shade(pixels[image * 64 + row * 8 + column]!));
  console.log([0, 1, 2, 3].map((image) => line(image).join("")).join("  "));
}

function shade(value: number): string {
  return " .:-=+*#%@"[Math.min(9, Math.floor(value * 10))]!.repeat(2);
}
