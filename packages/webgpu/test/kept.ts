import type { Runtime } from "@genlab/graph";

/** The same runtime, which is not disposed of: its shaders are compiled once. */
export const kept = <Value extends object>(runtime: Runtime<Value>): Runtime<Value> => ({
  name: runtime.name,
  details: runtime.details,
  compile: (graph) => runtime.compile(graph),
  put: (...given) => runtime.put(...given),
  read: (value) => runtime.read(value),
  free: (value) => runtime.free(value),
  dispose: async () => {},
});
