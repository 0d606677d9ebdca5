import { choice, type OptionalSetting, ownMethods } from "@genlab/core";
import type { BatchLoss } from "../loss.js";
import { absoluteError } from "../reconstruction/absolute-error.js";
import { squaredError } from "../reconstruction/squared-error.js";

export type ErrorName = "squared-error" | "absolute-error";

const errors: Readonly<Record<ErrorName, BatchLoss>> = {
  "squared-error": squaredError,
  "absolute-error": absoluteError,
};

/** The setting of what a wrong reconstruction costs: a loss, or its name. */
export const errorSetting = (
  about: string,
  byDefault: ErrorName,
  source?: string,
): OptionalSetting<ErrorName | BatchLoss, BatchLoss> =>
  choice(about, errors, {
    default: byDefault,
    source,
    own: ownMethods(["perExample"], "`squaredError` of @genlab/losses"),
  });
