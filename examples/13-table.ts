// A table in, a synthetic table with the same columns out: numbers, categories, and values that are missing.
import { adam, choicesOf, createTabularVae, csvOf, findColumns, fit, readTable, sample, tableOf } from "genlab";
import { csvRows } from "genlab/node";

const file = process.argv[2] ?? "examples/orders.csv";
const { columns } = await findColumns(csvRows(file));
const rows = await readTable(csvRows(file), columns);

const options = { shape: rows.shapes.x!, choices: choicesOf(columns), latent: 8, hidden: [32] };
const model = await fit((rng) => createTabularVae(options, rng), rows, {
  steps: 400,
  batchSize: 50,
  optimizer: adam({ learningRate: 5e-3 }),
  reportEvery: 200,
  onReport: ({ step, losses }) => console.log(step, losses.vae),
});

console.log(csvOf(tableOf(columns, await sample(model, 8)))); // a file of its own: writeFile("synthetic.csv", …)
