import type { Graph, Values } from "../node.js";
import type { TensorType } from "../trace-options.js";

/**
 * A place that computes graphs and keeps values: what `CompiledExecutor` trains on. `itIsARuntime` of `@genlab/testing` says in tests
 * what one promises.
 */
export interface Runtime<Value extends object> {
  /** What errors call it: "ONNX Runtime". */
  readonly name: string;
  /** Its version and what it runs on, as they follow the name: "1.30.0 on cpu, 2 threads". */
  readonly details: string;
  /** Makes a graph ready to run, by passes and a lowering of its own. Rejects, before anything has changed, what it cannot do. */
  compile(graph: Graph): Promise<Executable<Value>>;
  /**
   * Makes the half of a program ready that moves variables, where that runs better apart from the half that computes gradients; undefined where
   * it does not, and the program is compiled as a whole. An output may take the place of the input that `over` has for it.
   */
  compileUpdate?(graph: Graph, over: ReadonlyMap<string, string>): Promise<Executable<Value> | undefined>;
  /** A value of these entries. It may keep the array, which the caller leaves as it is until it frees the value. */
  put(entries: Values, type: TensorType): Value;
  /** The same of what stays from run to run, as variables do. Default: `put`. */
  hold?(entries: Values, type: TensorType): Value;
  /** The entries as they are at the call: an array that may be the value's own; a promise where they cannot be had at once. */
  read(value: Value): Values | Promise<Values>;
  /** The entries where they lie, which may be written to until the value is used again. Default: they lie elsewhere. */
  view?(value: Value): Values;
  /** Gives a value up, once. A run that has been started may still read it. */
  free(value: Value): void;
  /** Gives up all that is left. */
  dispose(): Promise<void>;
}

/** A graph that is ready to run. */
export interface Executable<Value extends object> {
  /** Those inputs of the graph that a run needs; passes may have left some without a use. */
  readonly inputs: readonly string[];
  /** Outputs that a run writes over their inputs, which `into` has for them. Such a run rejects before it writes, or not at all. */
  readonly inPlace?: ReadonlySet<string>;
  /**
   * Computes every output by name. `into` has values of the shapes of some, whose entries nobody needs: a run may write to one and
   * return it, or return another value. It may have names besides, of what another half of the program computes. Rejects with no input changed.
   */
  run(inputs: ReadonlyMap<string, Value>, into: ReadonlyMap<string, Value>): Promise<ReadonlyMap<string, Value>>;
  dispose(): Promise<void>;
}
