import { existsSync } from "node:fs";
import { type BackendChoice, chooseBackend } from "@genlab/backends";
import { GenlabError } from "@genlab/core";
import { tensorflowVersion } from "@genlab/tensorflow/node";
import type { PhaseLosses } from "@genlab/trainers";
import type { Metrics } from "@genlab/trainers/node";
import { models, nearest, optimizers } from "@genlab/zoo";
import { enableProdMode } from "@tensorflow/tfjs-core";
import type { Command } from "commander";
import type { RunConfig } from "../config/run-config.js";
import { nodeBackends } from "../engines/backends.js";
import { describeWebgpu } from "../engines/describe-webgpu.js";
import { loadTensorflow } from "../engines/tensorflow/load-tensorflow.js";
import { presets } from "../presets/presets.js";
import { openRun, type SavedRun } from "../runs/open-run.js";
import { forCaller, fromCaller } from "../terminal/caller.js";
import { describeModel, describeOptimizer } from "../terminal/describe-model.js";
import { table } from "../terminal/table.js";
import { counted, describeLosses, describeSeconds, EXAMPLES } from "../terminal/words.js";

export function addInfo(program: Command): void {
  program
    .command("info")
    .description("tell what a run or a model is, or with no argument what there is to choose from")
    .argument("[what]", "the folder of a run, its checkpoint, or the name of a model or an optimizer")
    .action(async (what: string | undefined) => {
      const lines = what === undefined ? await choices() : await linesOf(what);
      process.stdout.write(`${lines.join("\n")}\n`);
    });
}

/** A folder or a file of the name comes first. */
async function linesOf(what: string): Promise<readonly string[]> {
  if (isModel(what) && !existsSync(fromCaller(what))) return describeModel(what);
  if (isOptimizer(what) && !existsSync(fromCaller(what))) return describeOptimizer(what);
  const near = nearest(what, [...Object.keys(models), ...Object.keys(optimizers)]);
  const kind = near !== undefined && isOptimizer(near) ? "optimizer" : "model";
  const guess = near === undefined ? "" : ` Did you mean the ${kind} "${near}"?`;
  if (!existsSync(fromCaller(what)))
    throw new GenlabError(`There is no run and no model "${what}".${guess} \`genlab info\` lists the models.`);
  return runLines(await openRun(what));
}

const isOptimizer = (name: string): name is keyof typeof optimizers => Object.hasOwn(optimizers, name);

const isModel = (name: string): name is keyof typeof models => Object.hasOwn(models, name);

async function runLines({ place, folder, checkpoint, config }: SavedRun): Promise<readonly string[]> {
  const tensors = [...checkpoint.arrays].filter(([path]) => path.startsWith("model."));
  const total = tensors.reduce((sum, [, { data }]) => sum + data.length, 0);
  const end = config.steps ? `of ${config.steps}` : `in a run of ${config.epochs} epochs`;
  return [
    ...table([
      ["folder", forCaller(place)],
      ["model", JSON.stringify(config.model)],
      ["data", JSON.stringify(shortened(config.data))],
      ...optimizerRows(config.optimizer),
      ["batch", `${config.batchSize}`],
      ["seed", `${config.seed}`],
      ["engine", config.engine],
      ["steps", `${checkpoint.step} ${end}`],
      ...(folder ? logRows(await folder.metrics()) : []),
      ["values", `${total.toLocaleString("en")} in ${tensors.length} tensors`],
    ]),
    ...table(
      tensors.map(([path, { data, shape }]) => [
        `  ${path.slice("model.".length)}`,
        `[${shape.join(", ")}]`,
        data.length.toLocaleString("en"),
      ]),
    ),
  ];
}

/** A row, or one for each phase. */
function optimizerRows(optimizer: RunConfig["optimizer"]): readonly (readonly [string, string])[] {
  if (optimizer.type !== undefined) return [["optimizer", JSON.stringify(optimizer)]];
  return Object.entries(optimizer).map(([phase, one]) => [`optimizer of ${phase}`, JSON.stringify(one)]);
}

function logRows(metrics: readonly Metrics[]): readonly (readonly [string, string])[] {
  const training = metrics.findLast(({ losses }) => losses);
  const test = metrics.findLast(({ evaluation }) => evaluation);
  return [
    ["time", describeSeconds(metrics.at(-1)?.seconds ?? 0)],
    ["training", training?.losses ? `${describeLosses(training.losses)}  at step ${training.step}` : "no losses yet"],
    ["test", test?.evaluation ? testOf(test.evaluation, test.step) : "not evaluated yet"],
  ];
}

function testOf(losses: PhaseLosses, step: number): string {
  const examples = Object.values(losses)[0]?.[EXAMPLES];
  const of = examples === undefined ? "" : `, of ${counted(examples, "example", "examples")}`;
  return `${describeLosses(losses)}  at step ${step}${of}`;
}

/** Those that are held out or left out are many. */
function shortened(data: RunConfig["data"]): object {
  if (data.type !== "images" && data.type !== "file" && data.type !== "table") return data;
  const [one, many] = data.type === "images" ? (["image", "images"] as const) : (["example", "examples"] as const);
  const count = (those: readonly unknown[]) => counted(those.length, one, many);
  const skipped = "skipped" in data ? data.skipped : undefined;
  return {
    ...data,
    ...(data.heldOut && { heldOut: count(data.heldOut) }),
    ...(skipped && { skipped: count(skipped) }),
  };
}

async function choices(): Promise<readonly string[]> {
  const described = (things: Readonly<Record<string, { readonly description: string }>>) =>
    table(Object.entries(things).map(([name, { description }]) => [`  ${name}`, description]));
  return [
    "presets (--preset):",
    ...described(presets),
    "models (`genlab info MODEL` tells what can be set):",
    ...described(models),
    "optimizers (--set optimizer.type=…; `genlab info OPTIMIZER` tells what can be set):",
    ...described(optimizers),
    "engines (--engine), in the order that auto tries them:",
    ...table(await engineLines()),
  ];
}

async function engineLines(): Promise<readonly (readonly string[])[]> {
  enableProdMode(); // tfjs prints advertisements otherwise
  const { backend, skipped } = await chooseBackend(nodeBackends);
  const passedOver = skipped.map((one) => [`  ${one.backend}`, `passed over: ${one.reason}`]);
  const lines = [...passedOver, [`  ${backend}`, `works here, and is ${await taken(backend)}`]];
  for (const { name } of nodeBackends.slice(lines.length)) {
    const says = await chooseBackend(nodeBackends, { wanted: name }).then(works, ({ message }: Error) => message);
    lines.push([`  ${name}`, says]);
  }
  return lines;
}

const taken = async (backend: string): Promise<string> =>
  backend === "webgpu" || backend === "tensorflow"
    ? `taken where a step is faster than on onnx${await details(backend)}`
    : "taken";

const works = async ({ backend }: BackendChoice): Promise<string> =>
  `works here (--engine ${backend})${await details(backend)}`;

async function details(backend: string): Promise<string> {
  if (backend === "webgpu") return describeWebgpu();
  return backend === "tensorflow" ? `: TensorFlow ${await tensorflowVersion(await loadTensorflow())}` : "";
}
