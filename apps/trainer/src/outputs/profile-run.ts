import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GenlabError } from "@genlab/core";
import { batches } from "@genlab/data";
import { train } from "@genlab/trainers";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { RunConfig } from "../config/run-config.js";
import type { RunData } from "../data/run-data.js";
import { createExecutor } from "../engines/create-executor.js";
import { createRun } from "../runs/create-run.js";
import { rngFor } from "../runs/rng-for.js";
import { forCaller, fromCaller } from "../terminal/caller.js";
import { table } from "../terminal/table.js";
import { rounded } from "../terminal/words.js";
import { type TimeOfOperation, type TraceEvent, timesByOperation, traceOf } from "./traces.js";

const STEPS = 20;
const MOST_ROWS = 15;

/**
 * Makes steps of a run that is not kept, and tells what each kind of operation took of them; all of it is in a trace in Chrome's format.
 *
 * @throws GenlabError for another engine than "onnx".
 */
export async function profileRun(config: RunConfig, data: RunData, file: string): Promise<readonly string[]> {
  if (config.engine !== "onnx") {
    throw new GenlabError(
      `It is ONNX Runtime that tells what each operation takes, and the engine is ${config.engine}. Give --engine onnx.`,
    );
  }
  const folder = await mkdtemp(join(tmpdir(), "genlab-profile-"));
  try {
    const programs = await measured(config, data, folder);
    const path = fromCaller(file);
    await writeFileAtomically(path, JSON.stringify(traceOf(programs)));
    return [
      ...describe(timesByOperation(programs)),
      "",
      `${forCaller(path)}: every operation of ${STEPS} steps, for the Performance panel of Chrome's DevTools, chrome://tracing or https://ui.perfetto.dev`,
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The events of each program that was compiled. */
async function measured(config: RunConfig, data: RunData, folder: string): Promise<readonly (readonly TraceEvent[])[]> {
  const { trainer } = await createRun({ ...config, healthEvery: 0 }, data, {
    executor: await createExecutor({ ...config, profile: join(folder, "program") }),
  });
  const { batchSize, lastBatch } = config;
  const drawn = batches(data.train, { batchSize, lastBatch, rng: rngFor(config, "data") });
  for await (const _ of train(trainer, drawn, { steps: STEPS + 1 })); // the first one is not counted
  await trainer.executor.dispose?.(); // which has the files written
  trainer.dispose();
  const names = (await readdir(folder)).sort(
    (a, b) => Number.parseInt(a.slice(8), 10) - Number.parseInt(b.slice(8), 10),
  );
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as TraceEvent[]));
}

function describe(times: readonly TimeOfOperation[]): readonly string[] {
  const sum = times.reduce((all, { milliseconds }) => all + milliseconds, 0);
  const row = (name: string, calls: number, milliseconds: number) => [
    ...[name, rounded(calls / STEPS), rounded(milliseconds / STEPS)],
    `${((100 * milliseconds) / sum).toFixed(1)} %`,
  ];
  const rest = times.slice(MOST_ROWS);
  const sumOf = (key: "calls" | "milliseconds") => rest.reduce((all, one) => all + one[key], 0);
  return table([
    ["operation", "calls a step", "ms a step", "share"],
    ...times.slice(0, MOST_ROWS).map(({ operation, calls, milliseconds }) => row(operation, calls, milliseconds)),
    ...(rest.length > 0 ? [row(`${rest.length} others`, sumOf("calls"), sumOf("milliseconds"))] : []),
    row(
      "all",
      times.reduce((all, { calls }) => all + calls, 0),
      sum,
    ),
  ]);
}
