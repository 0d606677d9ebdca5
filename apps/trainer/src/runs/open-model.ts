import type { Model } from "@genlab/core";
import { configOf } from "../config/options.js";
import type { UseOptions } from "../config/use-options.js";
import { chooseDrawingEngine } from "../engines/choose-engine.js";
import { type Abilities, requireAbility } from "../outputs/abilities.js";
import { openRun, type SavedRun } from "./open-run.js";
import { savedModel } from "./saved-model.js";

/** A run with its model, of its moving average where it has one. */
export interface UsedRun<Able> extends SavedRun {
  readonly model: Model & Able;
}

/**
 * Opens a run whose model is to be used.
 *
 * @param command what for
 * @throws GenlabError when there is no such run, or its model cannot do that.
 */
export async function openModel<Command extends keyof Abilities>(
  path: string,
  command: Command,
  { dataDir, engine }: Pick<UseOptions, "dataDir" | "engine">,
): Promise<UsedRun<Abilities[Command]>> {
  const changes = configOf({ ...(dataDir !== undefined && { dataDir }), ...(engine !== undefined && { engine }) });
  const run = await openRun(path, changes);
  await chooseDrawingEngine(run.config);
  const model = requireAbility(savedModel(run.config, run.checkpoint), run.config.model.type, command);
  return { ...run, model };
}
