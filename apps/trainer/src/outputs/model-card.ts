import { basename } from "node:path";
import type { Model, ModelRecipe } from "@genlab/core";
import type { Metrics } from "@genlab/trainers/node";
import { models } from "@genlab/zoo";
import type { DataConfig, RunConfig } from "../config/run-config.js";
import { exampleShape } from "../data/example-shape.js";
import { markdownTable } from "../reproduce/markdown-table.js";
import { EXAMPLES, short } from "../terminal/words.js";
import { version } from "../version.js";
import { abilitiesOf } from "./abilities.js";

/** What is known of a trained model. */
export interface ModelFacts {
  readonly config: RunConfig;
  /** How many steps the model was trained. */
  readonly step: number;
  /** The last evaluation, if there was one. */
  readonly evaluation?: Metrics | undefined;
}

export interface ModelCardOptions extends ModelFacts {
  /** How many numbers each variable has. */
  readonly values: readonly number[];
}

/** What a person should know of a model who has its files alone, as Hugging Face shows it. It names no path of the machine. */
export function modelCard(model: Model, { config, step, evaluation, values }: ModelCardOptions): string {
  const { type, ...settings } = config.model;
  const { description, paper }: Pick<ModelRecipe, "description" | "paper"> = models[type as keyof typeof models];
  const total = values.reduce((sum, count) => sum + count, 0);
  const shape = exampleShape(config.data);
  const papers = paper === "none" ? [] : paper.split(", ").map((link) => `<${link}>`);
  const code = (value: unknown) => `\`${JSON.stringify(value)}\``;
  return `${[
    "---",
    "library_name: genlab",
    `tags: [generative-model, ${type}]`,
    "---",
    "",
    `# ${type}`,
    "",
    `${description}, trained with GenLab ${version}. ${papers.length > 0 ? `As of ${papers.join(" and ")}.` : ""}`.trim(),
    "",
    "## What it is for",
    "",
    `Examples are ${shape.length === 3 ? `images [height, width, channels] = [${shape.join(", ")}] in [0, 1]` : `vectors of ${shape[0]} numbers`}. It can ${abilitiesOf(model).join(", ")}.`,
    "What it makes is like the data that it was trained on, with their gaps and biases. It has been judged by no more than the figures below.",
    "",
    "## Training",
    "",
    ...markdownTable(
      ["", ""],
      [
        ["data", dataOf(config.data)],
        [
          "steps",
          `${step}${config.average ? `; these are the moving average of the weights, of decay ${config.average.decay}` : ""}`,
        ],
        ["examples in a batch", `${config.batchSize}`],
        ["optimizer", code(config.optimizer)],
        ["seed", `${config.seed}`],
        ["engine", config.engine],
        ["values", `${total.toLocaleString("en")} in ${values.length} tensors`],
        ...Object.entries(settings).map(([name, value]) => [`\`${name}\``, code(value)]),
      ],
    ),
    "",
    "## Evaluation",
    "",
    ...(evaluation?.evaluation
      ? markdownTable(
          ["mean over the test part", `at step ${evaluation.step}`],
          Object.entries(evaluation.evaluation).flatMap(([phase, terms]) =>
            Object.entries(terms).map(([term, value]) => [
              `${phase}.${term}`,
              term === EXAMPLES ? `${value}` : short(value),
            ]),
          ),
        )
      : ["It was not evaluated."]),
    "",
    "## How to use it",
    "",
    "```js",
    'import { readFile } from "node:fs/promises";',
    'import "@tensorflow/tfjs-backend-cpu";',
    'import { createContext, createRng } from "@genlab/core";',
    'import { loadModel } from "@genlab/zoo";',
    'import { setBackend } from "@tensorflow/tfjs-core";',
    "",
    'await setBackend("cpu");',
    'const model = loadModel(new Uint8Array(await readFile("model.safetensors")));',
    "const context = createContext({ rng: createRng(1) });",
    ...(abilitiesOf(model).includes("encode")
      ? ["// model.encode(x, context), x [batch, ...shape]"]
      : ["// model.sample(16, context)"]),
    "```",
    "",
    'The weights alone, in Python: `safetensors.numpy.load_file("model.safetensors")`. They are in the order of TensorFlow: NHWC images, kernels',
    "`[height, width, in, out]`.",
    "",
    "## Licence",
    "",
    "None is stated. Say one here before others are to use it.",
  ].join("\n")}\n`;
}

/** Without paths, which are of the machine, and without the names of examples. */
function dataOf(data: DataConfig): string {
  const { type } = data;
  if (type === "file")
    return `\`${basename(data.path)}\`${data.sha256 === undefined ? "" : `, SHA-256 \`${data.sha256}\``}`;
  return type === "images" ? `images of the folder \`${basename(data.folder)}\`` : type;
}
