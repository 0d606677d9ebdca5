// Anomalies in a table: a model of its rows scores them, and those that are least like the others come first.

import { addN, div } from "@tensorflow/tfjs-core";
import { adam, choicesOf, compute, createTabularVae, findColumns, fit, readTable } from "genlab";
import { csvRows } from "genlab/node";

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
const options = { shape: rows.shapes.x!, choices: choicesOf(columns), latent: 4, hidden: [32] };
const model = await fit((rng) => createTabularVae(options, rng), rows, {
  steps: 400,
  batchSize: 50,
  seed: 3,
  optimizer: adam({ learningRate: 5e-3 }),
});

// the mean of a few draws' bounds on −log p(x), in nats
const DRAWS = 20;
const { x } = rows.batch(Array.from({ length: rows.length }, (_, i) => i));
const { scores } = await compute(
  model,
  ({ x }, context) => ({ scores: div(addN(Array.from({ length: DRAWS }, () => model.score(x!, context))), DRAWS) }),
  { inputs: { x: x! } },
);

const scoreOf = (row: number) => scores!.data[row]!;
const worst = Array.from({ length: rows.length }, (_, row) => row).sort((a, b) => scoreOf(b) - scoreOf(a));
for (const row of worst.slice(0, 6))
  console.log(`${scoreOf(row).toFixed(1).padStart(7)} nats  ${all[row + 1]!.join(", ")}`);
const found = worst.slice(0, 6).filter((row) => row >= rows.length - mistyped.length).length;
console.log(`${found} of the ${mistyped.length} mistyped orders are among the six oddest of ${rows.length}`);
if (found < mistyped.length) throw new Error("A mistyped order was not found.");
