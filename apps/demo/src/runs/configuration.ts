import type { ModelConfiguration, OptimizersConfiguration } from "@genlab/zoo";
import type { PointsSpec } from "../session/data.js";
import type { RunFaults } from "./run-faults.js";

/** What a run was trained on. Of `images`, those of a folder, and of `arrays` only the shape is known: the numbers are not in the run. */
export type RunData =
  | PointsSpec
  | { readonly type: "digits" }
  | { readonly type: "mnist" }
  | { readonly type: "images"; readonly size: number | string; readonly channels: number }
  | { readonly type: "arrays"; readonly shape: readonly number[] };

/** The configuration of a run: that of the command-line tool's `config.json`. What is not listed here is kept as it is. */
export interface RunConfiguration {
  readonly model: ModelConfiguration;
  readonly data: RunData;
  readonly optimizer: OptimizersConfiguration;
  readonly batchSize: number;
  readonly seed: number;
  readonly lastBatch?: "drop" | "keep";
  readonly epochs?: number;
  readonly steps?: number;
  readonly average?: { readonly decay: number };
  readonly gradientNorms?: boolean;
  readonly reportEvery?: number;
}

const pointTypes: readonly PointsSpec["type"][] = ["ring", "grid", "swiss-roll", "moons", "drawing"];
const dataTypes: readonly string[] = ["digits", "mnist", "images", ...pointTypes, "arrays"];

/** Checks what a session relies on; models and optimizers check their own settings when they are made. */
export function readConfiguration(value: unknown, file: string, faults: RunFaults): RunConfiguration {
  if (!isObject(value)) throw new Error(faults.noConfiguration(file));
  const require = (setting: string, accepts: (value: unknown) => boolean, expected: string) => {
    const found = setting.split(".").reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), value);
    if (accepts(found)) return;
    throw new Error(faults.setting(file, { setting, value: JSON.stringify(found) ?? "undefined", expected }));
  };
  const { text, object, whole, shape, oneOf } = faults.expected;
  require("model.type", (type) => typeof type === "string", text);
  require("data.type", (type) => dataTypes.includes(`${type}`), oneOf(dataTypes));
  if (isObject(value.data) && value.data.type === "arrays") require("data.shape", isShape, shape);
  if (isObject(value.data) && value.data.type === "images") {
    require("data.size", (given) => isWhole(given, 1) || /^[1-9]\d*x[1-9]\d*$/.test(`${given}`), whole(1));
    require("data.channels", (given) => isWhole(given, 1), whole(1));
  }
  require("optimizer", isObject, object);
  require("batchSize", (size) => isWhole(size, 1), whole(1));
  require("seed", (seed) => isWhole(seed, 0), whole(0));
  for (const end of ["epochs", "steps", "reportEvery"]) {
    require(end, (given) => given === undefined || isWhole(given, 1), whole(1));
  }
  return value as unknown as RunConfiguration; // the border to JSON
}

/** The shape of one example. */
export function shapeOf(data: RunData): readonly number[] {
  if (data.type === "arrays") return data.shape;
  if (data.type === "images") {
    const [width, height = width] = `${data.size}`.split("x").map(Number) as [number, number?]; // 64, or "96x64"
    return [height, width, data.channels];
  }
  if (data.type === "digits") return [8, 8, 1];
  return data.type === "mnist" ? [28, 28, 1] : [2];
}

export const isOfPoints = (data: RunData): data is PointsSpec => pointTypes.some((type) => type === data.type);

/** The step at which the run ends; null where that depends on data that nobody has here. */
export function lastStepOf({ steps, epochs, data, batchSize, lastBatch }: RunConfiguration): number | null {
  if (steps !== undefined) return steps;
  const examples = examplesOf(data);
  if (epochs === undefined || examples === null) return null;
  const perEpoch = examples / batchSize;
  return epochs * (lastBatch === "keep" ? Math.ceil(perEpoch) : Math.floor(perEpoch));
}

/** Examples of the training part. */
function examplesOf(data: RunData): number | null {
  if (data.type === "arrays" || data.type === "images") return null;
  if (data.type === "digits") return 1500;
  return data.type === "mnist" ? 60_000 : (data.examples ?? 10_000);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isWhole = (value: unknown, least: number) => Number.isSafeInteger(value) && (value as number) >= least;

const isShape = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every((size) => isWhole(size, 1));
