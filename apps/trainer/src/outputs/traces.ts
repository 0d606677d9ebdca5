/** An event as ONNX Runtime and Chrome's tracing have it; times in microseconds. */
export interface TraceEvent {
  readonly cat?: string;
  readonly name: string;
  readonly ph: string;
  readonly pid?: number;
  readonly tid?: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly args?: Readonly<Record<string, unknown>>;
}

export interface TimeOfOperation {
  readonly operation: string;
  readonly calls: number;
  readonly milliseconds: number;
}

/** What each kind of operation took in all runs of each program but its first, the most first. */
export function timesByOperation(programs: readonly (readonly TraceEvent[])[]): readonly TimeOfOperation[] {
  const times = new Map<string, { calls: number; milliseconds: number }>();
  for (const events of programs) {
    const [first] = events.filter(({ name }) => name === "model_run");
    const start = (first?.ts ?? 0) + (first?.dur ?? 0);
    for (const { cat, name, ts = 0, dur = 0, args } of events) {
      if (cat !== "Node" || !name.endsWith("_kernel_time") || ts < start) continue;
      const operation = `${args?.op_name ?? name}`;
      const time = times.get(operation) ?? { calls: 0, milliseconds: 0 };
      time.calls++;
      time.milliseconds += dur / 1000;
      times.set(operation, time);
    }
  }
  const all = [...times].map(([operation, time]) => ({ operation, ...time }));
  return all.sort((a, b) => b.milliseconds - a.milliseconds);
}

/** One trace of several programs, each a process of its own in it. */
export function traceOf(programs: readonly (readonly TraceEvent[])[]): { readonly traceEvents: readonly TraceEvent[] } {
  const traceEvents = programs.flatMap((events, i): readonly TraceEvent[] => [
    { name: "process_name", ph: "M", pid: i + 1, args: { name: `program ${i + 1}` } },
    ...events.map((event) => ({ ...event, pid: i + 1 })),
  ]);
  return { traceEvents };
}
