import { GenlabError } from "@genlab/core";
import { cut } from "../passes/cut.js";
import type { Trace } from "../trace.js";
import type { Executable, Runtime } from "./runtime.js";
import { NEXT, STATE } from "./trace-program.js";

export interface CompileStagesOptions {
  /** Whether gradients must come apart from the update, as the runtime may have them or not. Default false. */
  readonly isParted?: boolean;
}

/**
 * What a runtime makes of a program: one executable; or that of its gradients and that of its update, to be run one after the other. Between
 * the two each `gradient/PATH` is a value of its own.
 *
 * @throws GenlabError where they must be parted, and cannot.
 */
export async function compileStages<Value extends object>(
  runtime: Runtime<Value>,
  { graph, gradients }: Pick<Trace, "graph" | "gradients">,
  { isParted = false }: CompileStagesOptions = {},
): Promise<readonly Executable<Value>[]> {
  const names = graph.outputs.map(({ name }) => name).filter((name) => name.startsWith(NEXT));
  const over = new Map(names.map((name) => [name, `${STATE}${name.slice(NEXT.length)}`]));
  const halves = runtime.compileUpdate || isParted ? cut(graph, gradients) : undefined;
  if (isParted && !halves && gradients.size > 0 && names.length > 0) {
    throw new GenlabError("Its update cannot be parted from its gradients, and so not be made of several batches.");
  }
  // such as a moving average
  const isUpdate = gradients.size === 0 && names.length > 0 && names.length === graph.outputs.length;
  const update = halves?.update ?? (isUpdate ? graph : undefined);
  // where it fails, as on a full heap, the runtime itself may do
  const apart = update && (await runtime.compileUpdate?.(update, over).catch(() => undefined));
  const compiled = apart ?? (isParted && halves ? await runtime.compile(halves.update) : undefined);
  if (!compiled) return [await runtime.compile(graph)];
  if (!halves) return [compiled];
  try {
    return [await runtime.compile(halves.gradients), compiled];
  } catch (error) {
    await compiled.dispose();
    throw error;
  }
}
