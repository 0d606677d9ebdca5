// Takes samples and Fréchet distances of every model into docs/models.md, from the folder of a `genlab reproduce scoreboard`:
// `node scripts/write-models.mjs FOLDER`, after `pnpm build`. A row that the folder has nothing of stays as it is.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imageRow } from "../apps/trainer/dist/pictures/image-grid.js";
import { takeExamples } from "../apps/trainer/dist/pictures/take-examples.js";
import { toPng } from "../apps/trainer/dist/pictures/write-picture.js";
import { describeEstimate, meanAndError } from "../apps/trainer/dist/reproduce/mean-and-error.js";
import { decodeSafetensors } from "../packages/safetensors/dist/index.js";

const PAGE = "docs/models.md";
const [BEGIN, END] = ["<!-- samples: written by scripts/write-models.mjs -->", "<!-- end of samples -->"];
/** Of the tables that are written to: model, what is minimised, what for, samples, FD. */
const COLUMNS = 5;
const BEFORE_AND_BEHIND = 2;

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("Name the folder of a scoreboard: node scripts/write-models.mjs runs/scoreboard-1");

const board = JSON.parse(readFileSync(join(folder, "scoreboard.json"), "utf8"));
const cells = new Map(board.results.map((result) => [result.model, cellsOf(result)]));
const page = readFileSync(PAGE, "utf8").split("\n").map(rowOf).join("\n");
const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
writeFileSync(PAGE, `${page.slice(0, from + BEGIN.length)}\n\n${about(board)}\n\n${page.slice(to)}`);

function rowOf(line) {
  const columns = line.split("|");
  // the table of what each can do has rows of models too
  if (columns.length !== BEFORE_AND_BEHIND + COLUMNS) return line;
  const found = cells.get(columns[1].match(/^ `([^`]+)`/)?.[1]);
  if (!found) return line;
  return [...columns.slice(0, 4), ` ${found.samples} `, ` ${found.distance} `, ""].join("|");
}

function cellsOf({ model, runs }) {
  const distances = runs.flatMap(({ frechet }) => frechet ?? []);
  const mark = runs.some(({ drawnFrom }) => drawnFrom === "mixture") ? " \\*" : "";
  const distance = distances.length > 0 ? `${describeEstimate(meanAndError(distances), 2)}${mark}` : "";
  return { samples: pictureOf(model, runs[0].seed), distance };
}

function pictureOf(model, seed) {
  const path = join(folder, "runs", `${model}-${seed}.safetensors`);
  const samples = decodeSafetensors(readFileSync(path), { name: path }).arrays.get("samples");
  if (!samples) return "";
  writeFileSync(`docs/images/models/${model}.png`, toPng(imageRow(takeExamples(samples, 6))));
  return `![Samples of ${model}](images/models/${model}.png)`;
}

function about({ common, samples, real, meanImage, results }) {
  const [{ runs }] = results;
  const seeds = runs.length > 1 ? `the mean over ${runs.length} seeds` : `of seed ${runs[0].seed}`;
  const [best, worst] = [real, meanImage].map(({ frechet }) => frechet.toFixed(2));
  return `Samples are the first six of seed ${runs[0].seed}, nothing chosen, of a model with nothing set, trained on \`${common.data.type}\` for ${runs[0].steps} steps. FD is the Fréchet distance
between ${samples} samples and as many test images in the features of a small classifier ([what that is](reproduce.md#every-model-with-nothing-set)), ${seeds}; lower is better. Images of
the training part have ${best}, the mean image ${worst}. A star: no prior, drawn by a mixture that is fitted to the codes. Models of tables have
none. That is what a short training gives; after a long one the order may be another.`;
}
