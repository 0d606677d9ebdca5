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
    ...around(runtime, ({ run }) => async (inputs, into) => {
      const spares = new Set(into.values());
      const results = await run(inputs, into);
      for (const value of results.values()) if (!spares.has(value)) note(value, 1);
      return results;
    }),
    put: (...given) => note(runtime.put(...given), 1),
    ...(runtime.hold && { hold: (...given) => note(runtime.hold!(...given), 1) }),
    free(value) {
      note(value, -1);
      runtime.free(value);
    },
  };
  return { runtime: watched, live };
}

/** The same runtime, whose runs throw when they have computed, while told to; those that write in place, before. */
export function failing<Value extends object>(runtime: Runtime<Value>) {
  let isFailing = false;
  const throwIf = (is: boolean) => {
    if (is) throw new Error("on purpose");
  };
  const watched = around(runtime, ({ run, inPlace }) => async (inputs, into) => {
    throwIf(isFailing && (inPlace?.size ?? 0) > 0);
    const results = await run(inputs, into);
    throwIf(isFailing);
    return results;
  });
  const fail = (now: boolean) => {
    isFailing = now;
  };
  return { runtime: watched, fail };
}

/** The same runtime with other runs. */
function around<Value extends object>(
  runtime: Runtime<Value>,
  change: (executable: Executable<Value>) => Executable<Value>["run"],
): Runtime<Value> {
  const changed = (executable: Executable<Value>): Executable<Value> => {
    const { inputs, inPlace } = executable;
    const run = change({ ...executable, run: (...given) => executable.run(...given) });
    return { inputs, run, dispose: () => executable.dispose(), ...(inPlace && { inPlace }) };
  };
  const { hold, compileUpdate } = runtime;
  return {
    name: runtime.name,
    details: runtime.details,
    compile: async (graph) => changed(await runtime.compile(graph)),
    put: (...given) => runtime.put(...given),
    ...(hold && { hold: (...given) => hold.apply(runtime, given) }),
    ...(compileUpdate && {
      async compileUpdate(...given) {
        const executable = await compileUpdate.apply(runtime, given);
        return executable && changed(executable);
      },
    }),
    read: (value) => runtime.read(value),
    free: (value) => runtime.free(value),
    dispose: () => runtime.dispose(),
  };
}
