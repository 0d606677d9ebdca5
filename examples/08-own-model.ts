// A model of one's own: two interfaces' worth of code, and the trainer does the rest.
// Here: principal components by a linear autoencoder with tied weights, on points of the plane.

import { matMul } from "@tensorflow/tfjs-core";
import {
  createRng,
  fit,
  fromArrays,
  type ImageBatch,
  type Losses,
  type Model,
  type Parameter,
  type Phase,
  parameter,
  type Rng,
  sgd,
  squaredError,
} from "genlab";

/** Projects onto one direction and back: minimises `‖x − x w wᵀ‖²`, whose minimum is the first principal component. */
class Principal implements Model {
  readonly weight: Parameter;

  constructor(rng: Rng) {
    this.weight = parameter(() => rng.normal([2, 1]));
  }

  phases(): readonly Phase[] {
    return [{ name: "principal", updates: this, loss: (batch) => this.loss(batch) }];
  }

  private loss({ x }: ImageBatch): Losses {
    const codes = matMul(x, this.weight); // [batch, 1]
    return { total: squaredError(matMul(codes, this.weight, false, true), x) };
  }
}

// points along (3, 4) / 5 with a little noise across
const rng = createRng(1);
const points = new Float32Array(2000);
for (let i = 0; i < 1000; i++) {
  const [along, across] = [4 * rng.random() - 2, 0.2 * rng.random() - 0.1];
  points.set([0.6 * along - 0.8 * across, 0.8 * along + 0.6 * across], 2 * i);
}

const data = fromArrays({ x: { data: points, shape: [1000, 2] } });
const model = await fit((rng) => new Principal(rng), data, { steps: 200, optimizer: sgd({ learningRate: 0.05 }) });
console.log("direction", await model.weight.data(), "expected ±(0.6, 0.8)");
