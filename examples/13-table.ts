// A table in, a synthetic table with the same columns out: numbers, categories, and values that are missing.
import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng } from "@genlab/core";
import { batches, choicesOf, csvOf, findColumns, readTable, tableOf } from "@genlab/data";
import { csvRows } from "@genlab/data/node";
import { adam } from "@genlab/optim";
import { Trainer, train } from "@genlab/trainers";
import { createTabularVae } from "@genlab/vae";
import { setBackend, tidy } from "@tensorflow/tfjs-core";

await setBackend("cpu");
const rng = createRng(1);
const file = process.argv[2] ?? "examples/orders.csv";

const { columns } = await findColumns(csvRows(file));
const rows = await readTable(csvRows(file), columns);

const model = createTabularVae(
  { shape: rows.shapes.x!, choices: choicesOf(columns), latent: 8, hidden: [32] },
  rng.fork("model"),
);
const trainer = new Trainer(model, { optimizer: adam({ learningRate: 5e-3 }), rng: rng.fork("training") });
const given = batches(rows, { batchSize: 50, rng: rng.fork("data") });
for await (const { step, losses } of train(trainer, given, { steps: 400, reportEvery: 200 })) {
  if (losses) console.log(step, losses.vae);
}

const samples = tidy(() => model.sample(8, createContext({ rng: rng.fork("samples") })));
const x = { data: await samples.data<"float32">(), shape: samples.shape };
console.log(csvOf(tableOf(columns, x))); // a file of its own: writeFile("synthetic.csv", …)
