import type { Model, Rng } from "@genlab/core";
import type { PartialConfig } from "../../config/run-config.js";

/** A small run for the doctor to look at. */
export interface DoctorCase {
  /** What the table calls it. */
  readonly title: string;
  /** The fault that was planted, by its name. Absent of healthy runs. */
  readonly fault?: string;
  /** What differs from the configuration that all of them have. */
  readonly config: PartialConfig;
  /** Examples that it is trained on. Default: all. */
  readonly examples?: number;
  /** Its model, where no setting says it. */
  readonly create?: (rng: Rng) => Model;
}
