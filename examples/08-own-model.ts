// A model of one's own: two interfaces' worth of code, and the trainer does the rest.
// Here: principal components by a linear autoencoder with tied weights, on points of the plane.
import "@tensorflow/tfjs-backend-cpu";
import {
  createRng,
  type ImageBatch,
  type Losses,
  type Model,
  type Parameter,
  type Phase,
  parameter,
  type Rng,
} from "@genlab/core";
import { batches, fromArrays } from "@genlab/data";
import { squaredError } from "@genlab/losses";
import { sgd } from "@genlab/optim";
import { Trainer, train } from "@genlab/trainers";
import { matMul, setBackend } from "@tensorflow/tfjs-core";

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

await setBackend("cpu");
const rng = createRng(1);

// points along (3, 4) / 5 with a little noise across
const points = new Float32Array(2000);
for (let i = 0; i < 1000; i++) {
  const [along, across] = [4 * rng.random() - 2, 0.2 * rng.random() - 0.1];
  points.set([0.6 * along - 0.8 * across, 0.8 * along + 0.6 * across], 2 * i);
}

const trainer = new Trainer(new Principal(rng), { optimizer: sgd({ learningRate: 0.05 }), rng });
const data = batches(fromArrays({ x: { data: points, shape: [1000, 2] } }), { batchSize: 100, rng });
for await (const _ of train(trainer, data, { steps: 200 }));
console.log("direction", await trainer.model.weight.data(), "expected ±(0.6, 0.8)");
