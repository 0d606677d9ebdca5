// Anomalies in a table: a model of its rows scores them, and those that are least like the others come first.
import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng } from "@genlab/core";
import { batches, choicesOf, findColumns, readTable } from "@genlab/data";
import { csvRows } from "@genlab/data/node";
import { adam } from "@genlab/optim";
import { Trainer, train } from "@genlab/trainers";
import { createTabularVae } from "@genlab/vae";
import { setBackend, tensor, tidy } from "@tensorflow/tfjs-core";

await setBackend("cpu");
const rng = createRng(1);

// orders, and three that someone mistyped: each value of them is a usual one, but not together
const orders: (readonly string[])[] = [];
for await (const row of csvRows("examples/orders.csv")) orders.push(row);
const mistyped = [
  ["notebook", "2", "255.00", "0.8", "DE", "no"], // the price of a desk
  ["desk", "1", "262.10", "0.9", "AT", "no"], // the weight of two notebooks
  ["lamp", "11", "31.50", "2.1", "CH", "yes"], // eleven for the price of one
];
const all = [...orders, ...mistyped];

const { columns } = await findColumns(all);
const rows = await readTable(all, columns);
const model = createTabularVae(
  { shape: rows.shapes.x!, choices: choicesOf(columns), latent: 4, hidden: [32] },
  rng.fork("model"),
);
const trainer = new Trainer(model, { optimizer: adam({ learningRate: 5e-3 }), rng: rng.fork("training") });
for await (const _ of train(trainer, batches(rows, { batchSize: 50, rng: rng.fork("data") }), { steps: 400 }));

// the mean of a few draws' bounds on −log p(x), in nats
const DRAWS = 20;
const { x } = rows.batch(Array.from({ length: rows.length }, (_, i) => i));
const scores = new Float32Array(rows.length);
for (let draw = 0; draw < DRAWS; draw++) {
  const context = createContext({ rng: rng.fork(`score/${draw}`) });
  const bounds = tidy(() => model.score(tensor(x!.data, x!.shape as [number, number]), context));
  for (const [i, bound] of (await bounds.data()).entries()) scores[i]! += bound / DRAWS;
  bounds.dispose();
}

const worst = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, 6);
for (const i of worst) console.log(`${scores[i]!.toFixed(1).padStart(7)} nats  ${all[i + 1]!.join(", ")}`);
const found = worst.filter((i) => i >= rows.length - mistyped.length).length;
console.log(`${found} of the ${mistyped.length} mistyped orders are among the six oddest of ${rows.length}`);
if (found < mistyped.length) throw new Error("A mistyped order was not found.");
