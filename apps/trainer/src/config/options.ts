import { GenlabError } from "@genlab/core";
import { archiveKinds, publishedDatasets } from "@genlab/data/node";
import { InvalidArgumentError, Option } from "commander";
import { DATA, dataAt } from "../data/data-at.js";
import { whatIsNoData } from "../data/what-is-no-data.js";
import { foundAt } from "../files/found-at.js";
import { ARRAY_FILES } from "../files/open-arrays.js";
import { TABLE_FILES } from "../tables/is-table.js";
import { fromCaller } from "../terminal/caller.js";
import { checkEngineOptions } from "./check-engine-options.js";
import { fits } from "./data-schema.js";
import { merge } from "./merge.js";
import { nested } from "./nested.js";
import { engines, type PartialConfig, precisions, providers } from "./run-config.js";

/** Where the values of options stand in a configuration. */
const places = {
  size: ["data", "size"],
  fit: ["data", "fit"],
  mirror: ["data", "mirror"],
  rotate: ["data", "rotate"],
  color: ["data", "color"],
  skipBad: ["data", "skipBad"],
  learningRate: ["optimizer", "learningRate"],
  best: ["best", "of"],
  patience: ["best", "patience"],
  batch: ["batchSize"],
  engine: ["engine"],
  threads: ["threads"],
  precision: ["precision"],
  provider: ["provider"],
  seed: ["seed"],
  epochs: ["epochs"],
  steps: ["steps"],
  gradientNorms: ["gradientNorms"],
  reportEvery: ["reportEvery"],
  saveEvery: ["saveEvery"],
  for: ["minutes"],
  overfitBatch: ["overfitBatch"],
  figuresEvery: ["figures", "every"],
  plateau: ["plateau", "of"],
  accumulate: ["accumulate"],
  freeze: ["freeze"],
  keep: ["keep"],
  waitWhenFull: ["waitWhenFull"],
  auto: ["auto"],
  picturesEvery: ["picturesEvery"],
  tensorboard: ["tensorboard"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Placed = { readonly [Name in keyof typeof places]?: number | string | boolean | readonly string[] };

/** What the options of `genlab train` give. */
export interface TrainOptions extends Placed {
  readonly data?: string;
  readonly dataDir?: string;
  readonly hours?: number;
  readonly from?: string;
  readonly parts?: readonly string[];
  readonly set?: PartialConfig;
}

export const dataOption = (names: readonly string[] = DATA) =>
  new Option(
    "--data <name or path>",
    `what to train on: ${names.join(", ")}, a folder, archive or list of images, a table (${TABLE_FILES}), or a file of arrays`,
  ).argParser((text: string) => {
    if (names.includes(text) || dataAt(text)) return text;
    const what = whatIsNoData(text);
    if (what !== undefined) throw new InvalidArgumentError(`It is ${what}.`);
    throw new InvalidArgumentError(
      `${foundAt(fromCaller(text)) ? "It is of a kind that is not read" : "There is no such file or folder"}. Expected one of ${names.join(", ")}, a folder or archive (${archiveKinds.join(", ")}) of images, a .txt file that has the path of one on each line, or a file that ends in ${TABLE_FILES}, ${ARRAY_FILES}.`,
    );
  });

export const sizeOption = () =>
  new Option(
    "--size <pixels>",
    "a side of images, or WIDTHxHEIGHT (default: 32, or that of smaller squares)",
  ).argParser((text: string): number | string => {
    const [width, height = width, ...others] = text.split("x").map(wholeNumber(1));
    if (others.length > 0) throw new InvalidArgumentError("Expected WIDTHxHEIGHT, such as 96x64.");
    return width === height ? width! : `${width}x${height}`;
  });

export const fitOption = () =>
  new Option("--fit <how>", "what becomes of images of other proportions (default: crop)").choices(fits);

export const skipBadOption = () =>
  new Option("--skip-bad", "leave out images that cannot be read, a tenth at most, and note them in skipped.txt");

export const engineOption = () => new Option("--engine <name>", "what computes").choices(engines);

export const threadsOption = () =>
  new Option(
    "--threads <number>",
    "threads of the engines onnx and tensorflow (default: the number of cores)",
  ).argParser(wholeNumber(1));

export const keepOption = () =>
  new Option("--keep <checkpoints>", "how many checkpoints stay, by their steps, in the folder checkpoints").argParser(
    wholeNumber(1),
  );

export const waitWhenFullOption = () =>
  new Option("--wait-when-full <minutes>", "how long to wait for space where the disk is full (default: 10)").argParser(
    minutes,
  );

export const autoOption = () =>
  new Option("--auto", "change rates and weights as the doctor advises while it trains, and note each change");

export const providerOption = () =>
  new Option("--provider <name>", "what the engine onnx runs on (default: cpu)").choices(providers);

export const precisionOption = () =>
  new Option("--precision <name>", "of products in the engine tensorflow (default: float32)").choices(precisions);

/** An option's parser for whole numbers. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    const end = most === Number.MAX_SAFE_INTEGER ? "" : ` to ${most}`;
    throw new InvalidArgumentError(`Expected a whole number from ${least}${end}.`);
  };

/** An option's parser for paths: an empty one would be the folder that one is in. */
export function somePath(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("Expected a path.");
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("Expected a number above 0.");
}

/** An option's parser for paths of parts of a model, with commas between them. */
export function parts(text: string): readonly string[] {
  const paths = text.split(",").map((path) => path.trim());
  if (paths.every((path) => /^[\w-]+(\.[\w-]+)*$/.test(path))) return paths;
  throw new InvalidArgumentError("Expected parts of a model, such as encoder,decoder.layers.0.");
}

const MINUTES_IN: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1440 };

/** An option's parser for times, which gives minutes. */
function duration(text: string): number {
  const [, value, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text.trim()) ?? [];
  const given = Number(value) * (MINUTES_IN[`${unit}`] ?? Number.NaN);
  if (given > 0) return given;
  throw new InvalidArgumentError("Expected a time, such as 90s, 20m or 8h.");
}

export const forOption = () =>
  new Option("--for <time>", "train so long at most, such as 90s, 20m or 8h").argParser(duration);

export const hoursOption = () =>
  new Option("--hours <number>", "train so many hours at most").argParser(positiveNumber);

/** An option's parser for minutes. */
export function minutes(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("Expected minutes, such as 10.");
}

/** An option's parser for numbers, one after another. */
export function finiteNumbers(text: string, before: readonly number[] = []): readonly number[] {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return [...before, value];
  throw new InvalidArgumentError("Expected numbers.");
}

/** `model.latent=8` laid over what was set before. A value that is no JSON is a text. */
export function setting(text: string, before: PartialConfig = {}): PartialConfig {
  const [, path, value] = /^([\w-]+(?:\.[\w-]+)*)=(.*)$/s.exec(text) ?? [];
  if (path === undefined || value === undefined) {
    throw new InvalidArgumentError("Expected a setting and its value, such as model.latent=8.");
  }
  if (path.split(".").includes("__proto__")) {
    throw new InvalidArgumentError('No setting is called "__proto__".');
  }
  return merge(before, nested(path.split("."), parsed(value)));
}

/** The options as a part of a configuration. */
export function configOf(options: TrainOptions): PartialConfig {
  if (options.epochs !== undefined && options.steps !== undefined) {
    throw new GenlabError("Both --epochs and --steps are given. Give one of them.");
  }
  if (options.for !== undefined && options.hours !== undefined) {
    throw new GenlabError("Both --for and --hours are given. Give one of them.");
  }
  const name = options.data ?? "mnist";
  if (options.dataDir !== undefined && !Object.hasOwn(publishedDatasets, name)) {
    throw new GenlabError(
      `--data-dir is the folder of MNIST and others that are downloaded; the data "${name}" needs none. Leave it out.`,
    );
  }
  checkEngineOptions(options);
  const given = Object.entries(places).flatMap(([option, path]) => {
    const value = options[option as keyof Placed];
    return value === undefined ? [] : [nested(path, value)];
  });
  const { data, dataDir, hours, from, parts } = options;
  const source = dataDir === undefined ? dataOf(data) : { type: name, folder: fromCaller(dataDir) };
  const said = [
    ...(source === undefined ? [] : [{ data: source }]),
    ...(hours === undefined ? [] : [{ minutes: 60 * hours }]),
    ...(from === undefined ? [] : [{ from: { run: fromCaller(from) } }]),
    ...(parts === undefined ? [] : [nested(["from", "parts"], parts)]),
  ];
  return [...said, ...given].reduce(merge, options.set ?? {});
}

function dataOf(name: string | undefined): PartialConfig | undefined {
  if (name === undefined) return undefined;
  return DATA.includes(name) ? { type: name } : { ...dataAt(name) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
