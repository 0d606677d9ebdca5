import type { Pictures } from "../../pictures/pictures.js";
import type { TrainingData } from "../specification.js";

/** What a run is trained on, and what the page shows. */
export interface Material {
  readonly data: TrainingData;
  /** Pictures that the model has not seen; where there are too few to keep some back, those that it trains on. */
  readonly shown: Pictures;
  readonly isHeldOut: boolean;
  /** Names of the classes by index; empty where nobody knows them. */
  readonly classes: readonly string[];
  /** Whether 0 is paper and 1 is ink, so that the theme's colours may stand for them. */
  readonly isInk: boolean;
  /** Whether the browser keeps pictures of a person for the next visit; absent of others. */
  readonly isKept?: boolean;
}
