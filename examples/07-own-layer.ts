// A layer and networks of one's own: a VAE of 16×16 pictures of bars.

import { add, matMul, mul, sigmoid, type Tensor, zeros } from "@tensorflow/tfjs-core";
import {
  createRng,
  fanInUniform,
  fit,
  flatten,
  fromArrays,
  type Layer,
  Linear,
  type Parameter,
  parameter,
  type Rng,
  reshapeTo,
  Sequential,
  sample,
  Vae,
} from "genlab";

/** `(x U + a) ⊙ σ(x V + b)`. Dauphin et al. 2016, https://arxiv.org/abs/1612.08083 */
class GatedLinear implements Layer {
  readonly value: Linear; // parts are found by their fields
  readonly gate: Parameter;
  readonly shift: Parameter;

  constructor(inputs: number, outputs: number, rng: Rng) {
    this.value = new Linear({ inputs, outputs }, rng);
    this.gate = parameter(() => fanInUniform([inputs, outputs], { in: inputs, out: outputs }, rng));
    this.shift = parameter(() => zeros([outputs]));
  }

  forward(x: Tensor): Tensor {
    return mul(this.value.forward(x), sigmoid(add(matMul(x, this.gate), this.shift)));
  }
}

const LATENT = 4;
const networks = (rng: Rng) => ({
  encoder: new Sequential([
    flatten, // [batch, 256]
    new GatedLinear(256, 64, rng),
    new Linear({ inputs: 64, outputs: 2 * LATENT }, rng), // means and log-variances
  ]),
  decoder: new Sequential([
    new GatedLinear(LATENT, 64, rng),
    new Linear({ inputs: 64, outputs: 256 }, rng), // logits of the pixels
    reshapeTo([16, 16, 1]),
  ]),
});

const model = await fit((rng) => new Vae(networks(rng), { latent: LATENT }), bars(500), {
  steps: 400,
  onReport: ({ step, losses }) => console.log(step, losses.vae),
});
console.log((await sample(model, 9)).shape); // [9, 16, 16, 1]

/** Pictures of a bar, upright or level, at any place. */
function bars(count: number) {
  const rng = createRng(1);
  const data = new Float32Array(count * 256);
  for (let i = 0; i < count; i++) {
    const [place, upright] = [1 + Math.floor(14 * rng.random()), rng.random() < 0.5];
    for (let along = 0; along < 16; along++) data[256 * i + (upright ? 16 * along + place : 16 * place + along)] = 1;
  }
  return fromArrays({ x: { data, shape: [count, 16, 16, 1] } });
}
