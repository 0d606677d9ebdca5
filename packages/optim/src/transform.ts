import type { Context, Module, Parameter, Tensors } from "@genlab/core";

/** A step on the way from gradients to updates: what it returns is handed to the next, or added to the parameters. */
export interface Transform<S extends Module = Module> {
  /** A tree of buffers, complete before the first update, so that it is saved and resumed like any module. */
  init(parameters: ReadonlyMap<string, Parameter>): S;
  /**
   * Assigns the next state and returns the updates by path. Paths that are not in `updates` are left alone.
   * Called inside a `tidy`; what changes from step to step is read from `state` and `context.schedule` alone.
   */
  update(updates: Tensors, state: S, parameters: ReadonlyMap<string, Parameter>, context: Context): Tensors;
}
