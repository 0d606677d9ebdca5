import { expect, it } from "vitest";
import { timesByOperation, traceOf } from "../src/outputs/traces.js";

const node = (op_name: string, ts: number, dur: number) => ({
  ...{ cat: "Node", name: `${op_name}_1_kernel_time`, ph: "X", pid: 77, tid: 1, ts, dur, args: { op_name } },
});
const run = (ts: number, dur: number) => ({ cat: "Session", name: "model_run", ph: "X", ts, dur });

it("times are of all runs of a program but its first, by operation", () => {
  const first = [run(100, 50), node("Add", 110, 9000), run(200, 40), node("Add", 210, 1000), node("Mul", 220, 3000)];
  const second = [run(0, 10), node("Add", 1, 5), run(20, 10), node("Add", 21, 500)];
  expect(timesByOperation([first, second])).toEqual([
    { operation: "Mul", calls: 1, milliseconds: 3 },
    { operation: "Add", calls: 2, milliseconds: 1.5 },
  ]);
});

it("a trace has each program as a process of its own", () => {
  const { traceEvents } = traceOf([[run(0, 1)], [run(0, 1), node("Add", 0, 1)]]);
  expect(traceEvents.map(({ pid, ph }) => [pid, ph])).toEqual([
    [1, "M"],
    [1, "X"],
    [2, "M"],
    [2, "X"],
    [2, "X"],
  ]);
});
