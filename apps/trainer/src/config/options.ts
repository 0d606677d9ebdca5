import { statSync } from "node:fs";
import { GenlabError } from "@genlab/core";
import { InvalidArgumentError, Option } from "commander";
import { fromCaller } from "../terminal/caller.js";
import { merge } from "./merge.js";
import { engines, type PartialConfig, providers } from "./run-config.js";

/** What the options of `genlab train` give. */
export interface TrainOptions {
  readonly data?: string;
  readonly dataDir?: string;
  readonly engine?: string;
  readonly threads?: number;
  readonly provider?: string;
  readonly seed?: number;
  readonly epochs?: number;
  readonly steps?: number;
  readonly batch?: number;
  readonly learningRate?: number;
  readonly gradientNorms?: boolean;
  readonly reportEvery?: number;
  readonly saveEvery?: number;
  readonly set?: PartialConfig;
}

const DATA = ["digits", "mnist", "ring", "grid", "swiss-roll", "moons"];

export const dataOption = () =>
  new Option("--data <name or folder>", `what to train on: ${DATA.join(", ")}, or a folder of images`).argParser(
    dataName,
  );

function dataName(text: string): string {
  if (DATA.includes(text) || statSync(fromCaller(text), { throwIfNoEntry: false })?.isDirectory()) return text;
  throw new InvalidArgumentError(`Expected one of ${DATA.join(", ")}, or a folder of images.`);
}

export const engineOption = () => new Option("--engine <name>", "what computes").choices(engines);

export const threadsOption = () =>
  new Option("--threads <number>", "threads of the engine onnx (default: the number of cores)").argParser(
    wholeNumber(1),
  );

export const providerOption = () =>
  new Option("--provider <name>", "what the engine onnx runs on (default: cpu)").choices(providers);

/** An option's parser for whole numbers. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    const end = most === Number.MAX_SAFE_INTEGER ? "" : ` to ${most}`;
    throw new InvalidArgumentError(`Expected a whole number from ${least}${end}.`);
  };

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("Expected a number above 0.");
}

/** `model.latent=8` laid over what was set before. A value that is no JSON is a text. */
export function setting(text: string, before: PartialConfig = {}): PartialConfig {
  const [, path, value] = /^([\w-]+(?:\.[\w-]+)*)=(.*)$/s.exec(text) ?? [];
  if (path === undefined || value === undefined) {
    throw new InvalidArgumentError("Expected a setting and its value, such as model.latent=8.");
  }
  const nested = path
    .split(".")
    .reduceRight<unknown>((inner, key) => Object.fromEntries([[key, inner]]), parsed(value));
  return merge(before, nested as PartialConfig);
}

/** The options as a part of a configuration. */
export function configOf(options: TrainOptions): PartialConfig {
  if (options.epochs !== undefined && options.steps !== undefined) {
    throw new GenlabError("Both --epochs and --steps are given. Give one of them.");
  }
  if (options.dataDir !== undefined && (options.data ?? "mnist") !== "mnist") {
    throw new GenlabError(`--data-dir is the folder of MNIST; the data "${options.data}" needs none. Leave it out.`);
  }
  for (const setting of ["threads", "provider"] as const) {
    if (options[setting] === undefined || ["onnx", "auto", undefined].includes(options.engine)) continue;
    throw new GenlabError(`--${setting} is of the engine onnx; the engine ${options.engine} has none. Leave it out.`);
  }
  const {
    data,
    dataDir,
    batch,
    learningRate,
    engine,
    threads,
    provider,
    seed,
    epochs,
    steps,
    gradientNorms,
    reportEvery,
    saveEvery,
  } = options;
  const given = {
    data: present(dataDir === undefined ? dataOf(data) : { type: "mnist", folder: fromCaller(dataDir) }),
    optimizer: present({ learningRate }),
    batchSize: batch,
    ...{ engine, threads, provider, seed, epochs, steps, gradientNorms, reportEvery, saveEvery },
  };
  return merge(options.set ?? {}, present(given));
}

const dataOf = (name: string | undefined) =>
  name === undefined || DATA.includes(name) ? { type: name } : { type: "images", folder: fromCaller(name) };

/** Without members that are absent or empty. */
const present = (members: Readonly<Record<string, unknown>>): PartialConfig =>
  Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) => value !== undefined && !(typeof value === "object" && Object.keys(value ?? {}).length === 0),
    ),
  );

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
