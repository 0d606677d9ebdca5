import { GenlabError } from "@genlab/core";
import { faultsIn } from "./faults-in.js";
import { isObject, type PartialConfig, type RunConfig, runConfigSchema } from "./run-config.js";

/** Checks a merged configuration. `where` is what errors call its source. */
export function checkConfig(config: PartialConfig, where: string): RunConfig {
  if (isObject(config.best) && config.best.of === undefined && config.best.patience !== undefined) {
    throw new GenlabError(
      `${where}: "best.patience" is how long is waited for a lesser "best.of", which is missing. Give --best, such as --best vae.total.`,
    );
  }
  const result = runConfigSchema.safeParse(config);
  if (result.success) {
    const { epochs, steps, auto, overfitBatch } = result.data;
    if (auto && overfitBatch) {
      throw new GenlabError(
        `${where}: Both \`auto\` and \`overfitBatch\` are set, but a run on one batch shows what its settings do. Leave out one of them.`,
      );
    }
    if ((epochs === undefined) !== (steps === undefined)) return result.data;
    const which = epochs === undefined ? "Neither" : "Both";
    throw new GenlabError(`${where}: ${which} "epochs" and "steps" are given. Give one of them.`);
  }
  throw new GenlabError(faultsIn(config, result.error, { schema: runConfigSchema, where }));
}
