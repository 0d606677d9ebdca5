import { GenlabError } from "@genlab/core";
import type { PartOptions } from "../config/part-options.js";
import { isObject } from "../config/run-config.js";
import type { InputOptions } from "../config/use-options.js";
import type { SavedRun } from "../runs/open-run.js";
import type { OpenedInputs } from "./inputs.js";
import { openInputs } from "./open-inputs.js";

/** Settings of data that say how a file is read. */
const READ: readonly string[] = ["x", "y", "layout", "range", "delimiter"];

/** The examples that the options of a command name. */
export async function openExamples(
  run: SavedRun,
  options: InputOptions & Pick<PartOptions, "examples">,
): Promise<OpenedInputs> {
  const { inputs, part, set = {}, skipBad, examples } = options;
  const { data = {}, ...others } = set;
  const [other] = Object.keys(others);
  if (other !== undefined || !isObject(data)) {
    throw new GenlabError(
      `--set ${other ?? "data"} has no effect here: it says how --inputs are read, such as data.range=[0,255].`,
    );
  }
  const unread = Object.keys(data).find((key) => !READ.includes(key));
  if (unread !== undefined) {
    throw new GenlabError(
      `--set data.${unread} does not say how --inputs are read. What does: data.${READ.join(", data.")}.`,
    );
  }
  if (inputs !== undefined && part !== undefined) {
    throw new GenlabError("--part is of the run's own data, and --inputs are others. Give one of them.");
  }
  return openInputs(run, {
    reading: data,
    ...(inputs !== undefined && { inputs }),
    ...(part && { part }),
    ...(skipBad && { skipBad }),
    ...(examples && { range: examples }),
  });
}
