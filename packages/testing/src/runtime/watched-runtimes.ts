import type { Executable, Runtime } from "@genlab/graph";

/** The same runtime, and the values that are not freed yet. */
export function counted<Value extends object>(runtime: Runtime<Value>) {
  // a count for each: a runtime may give the same value for the same array again
  const live = new Map<Value, number>();
  const note = (value: Value, change: number) => {
    const count = (live.get(value) ?? 0) + change;
    if (count < 0) throw new RangeError("A value was freed twice.");
    if (count === 0) live.delete(value);
    else live.set(value, count);
    return value;
  };
  const watched: Runtime<Value> = {
    ...parts(runtime),
    put: (...given) => note(runtime.put(...given), 1),
    free(value) {
      note(value, -1);
      runtime.free(value);
    },
    compile: async (graph) => {
      const executable = await runtime.compile(graph);
      return around(executable, async (inputs, into) => {
        const spares = new Set(into.values());
        const results = await executable.run(inputs, into);
        for (const value of results.values()) if (!spares.has(value)) note(value, 1);
        return results;
      });
    },
  };
  return { runtime: watched, live };
}

/** The same runtime, whose runs throw when they have computed, while told to. */
export function failing<Value extends object>(runtime: Runtime<Value>) {
  let isFailing = false;
  const watched: Runtime<Value> = {
    ...parts(runtime),
    compile: async (graph) => {
      const executable = await runtime.compile(graph);
      return around(executable, async (inputs, into) => {
        const results = await executable.run(inputs, into);
        if (isFailing) throw new Error("on purpose");
        return results;
      });
    },
  };
  const fail = (now: boolean) => {
    isFailing = now;
  };
  return { runtime: watched, fail };
}

const parts = <Value extends object>(runtime: Runtime<Value>): Runtime<Value> => ({
  name: runtime.name,
  details: runtime.details,
  compile: (graph) => runtime.compile(graph),
  put: (...given) => runtime.put(...given),
  read: (value) => runtime.read(value),
  free: (value) => runtime.free(value),
  dispose: () => runtime.dispose(),
});

const around = <Value extends object>(
  executable: Executable<Value>,
  run: Executable<Value>["run"],
): Executable<Value> => ({ inputs: executable.inputs, run, dispose: () => executable.dispose() });
