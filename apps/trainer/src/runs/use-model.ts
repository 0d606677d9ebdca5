import type { Executor, Model } from "@genlab/core";
import { configOf } from "../config/options.js";
import type { UseOptions } from "../config/use-options.js";
import { chooseDrawingEngine } from "../engines/choose-engine.js";
import { createExecutor } from "../engines/create-executor.js";
import { type Abilities, requireAbility } from "../outputs/abilities.js";
import { openRun, type SavedRun } from "./open-run.js";
import { savedModel } from "./saved-model.js";

/** A run with its model, of its moving average where it has one, and what computes with it. */
export interface UsedRun<Able> extends SavedRun {
  readonly model: Model & Able;
  readonly executor: Executor;
}

/**
 * Opens a run whose model is to be used, on the engine that trained it.
 *
 * @param command what for
 * @throws GenlabError when there is no such run, or its model cannot do that.
 */
export async function useModel<Command extends keyof Abilities>(
  path: string,
  command: Command,
  { dataDir, engine }: Pick<UseOptions, "dataDir" | "engine">,
  use: (run: UsedRun<Abilities[Command]>) => Promise<void>,
): Promise<void> {
  const changes = configOf({ ...(dataDir !== undefined && { dataDir }), ...(engine !== undefined && { engine }) });
  const run = await openRun(path, changes);
  await usingEngine(run, async (executor) => {
    const model = requireAbility(savedModel(run.config, run.checkpoint), run.config.model.type, command);
    await use({ ...run, model, executor });
  });
}

/** Has the engine of a saved run while something is done with it. */
export async function usingEngine<T>({ config }: SavedRun, use: (executor: Executor) => Promise<T>): Promise<T> {
  const executor = await createExecutor(await chooseDrawingEngine(config));
  try {
    return await use(executor);
  } finally {
    await executor.dispose?.();
  }
}
