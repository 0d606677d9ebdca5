import "@tensorflow/tfjs-backend-cpu";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { decodeSafetensors } from "@genlab/safetensors";
import { setBackend } from "@tensorflow/tfjs-core";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { specOf } from "../src/plane/plan.js";
import { Curves, reportsOf } from "../src/plane/run/curves.js";
import { choiceOf } from "../src/plane/slot-choice.js";
import { zipRun } from "../src/runs/zip-run.js";
import { Session } from "../src/session/session.js";

const cli = fileURLToPath(new URL("../../trainer/dist/bundle/cli.js", import.meta.url));

let folder: string;

beforeAll(async () => {
  await setBackend("cpu");
  folder = await mkdtemp(join(tmpdir(), "genlab-demo-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("the command line goes on with a run of the playground, bit for bit", { timeout: 300_000 }, async () => {
  const { kind, values } = choiceOf("gan");
  const small = { kind, values: { ...values, width: 8, depth: 1 } };
  const session = await Session.open(specOf({ data: "grid", strokes: "", seed: 4, batch: 16 }, small));
  const curves = new Curves();
  for (const report of await session.advance(20)) curves.report(report);
  const reports = reportsOf(curves.losses);
  const zip = zipRun({ name: "gan-20", checkpoint: await session.snapshot(), reports });
  for (const [path, content] of Object.entries(unzipSync(zip))) {
    if (path.endsWith("/")) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const resume = ["resume", "gan-20", "--steps", "30", "--engine", "cpu"];
  await promisify(execFile)(process.execPath, [cli, ...resume], { cwd: folder });
  const weightsOf = (checkpoint: Uint8Array) => [...decodeSafetensors(checkpoint).arrays];
  reports.push(...(await session.advance(10)));
  expect(weightsOf(await readFile(join(folder, "gan-20/checkpoint.safetensors")))).toEqual(
    weightsOf(await session.snapshot()),
  );
  const lines = String(await readFile(join(folder, "gan-20/metrics.jsonl")))
    .trim()
    .split("\n");
  const logged = lines.map((line) => JSON.parse(line)).filter(({ losses }) => losses);
  expect(logged.map(({ step, losses }) => ({ step, losses }))).toEqual(reports);
  session.dispose();
});
