import type { NdArray } from "@genlab/data";
import type { Pictures } from "../pictures/pictures.js";
import { type RunConfiguration, shapeOf } from "../runs/configuration.js";
import { ownData } from "../runs/session-spec.js";
import type { DataSpec } from "../session/data.js";
import { digitsAs } from "./digits-as.js";

/** What a run can be trained on: what the page has itself, or images that someone gave. */
export type TrainingChoice = "built-in" | "images";

/** The data for a run, each made when it is first asked for. */
export class TrainingSets {
  /** What the session has before anything is trained. */
  readonly first: DataSpec;
  readonly #configuration: RunConfiguration;
  #builtIn: DataSpec | null;
  #images: DataSpec | null = null;

  /** `shown` are the examples of a run on images. */
  constructor(configuration: RunConfiguration, shown: Pictures | null) {
    this.#configuration = configuration;
    this.#builtIn = ownData(configuration);
    this.first = this.#builtIn ?? asArrays(shown!);
  }

  give(images: DataSpec): void {
    this.#images = images;
  }

  async of(choice: TrainingChoice): Promise<DataSpec> {
    if (choice === "images" && this.#images) return this.#images;
    this.#builtIn ??= asArrays(await digitsAs(shapeOf(this.#configuration.data), "train"));
    return this.#builtIn;
  }
}

function asArrays({ x, y }: Pictures): DataSpec {
  const fields: Record<string, NdArray> = y ? { x, y } : { x };
  return { type: "arrays", fields };
}
