import type { Dataset } from "@genlab/data";

/** What a model is trained on, and what it is judged on. */
export interface RunData {
  readonly train: Dataset;
  readonly test: Dataset;
  /** What a person may want to know of them. Default: nothing. */
  readonly note?: string;
}
