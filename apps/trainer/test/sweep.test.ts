import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { RunLock } from "@genlab/trainers/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseSettings } from "../src/sweep/choose-settings.js";
import { compareBy, valueIn } from "../src/sweep/goal.js";
import { wordsFor } from "../src/sweep/machine.js";
import { planRuns } from "../src/sweep/plan-runs.js";
import { readSweepFile } from "../src/sweep/read-sweep-file.js";
import { withoutPassword } from "../src/sweep/redis-queue.js";
import { BusyError, runJob } from "../src/sweep/run-job.js";
import { rungs } from "../src/sweep/rungs.js";
import { statusOf } from "../src/sweep/status.js";
import { SweepFolder } from "../src/sweep/sweep-folder.js";
import { SweepReport } from "../src/sweep/sweep-report.js";
import { checkSweep, type Sweep } from "../src/sweep/sweep-schema.js";
import { inProcess } from "./in-process.js";

const sweepOf = (content: Record<string, unknown>) => checkSweep(content, "s.json");
const rate = { from: 1e-4, to: 1e-2, scale: "log" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "genlab-sweep-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the settings of a sweep", () => {
  it("are all combinations of a grid, the last setting changing fastest", () => {
    expect(chooseSettings(sweepOf({ vary: { "model.latent": [2, 4], batchSize: [10, 20] } }))).toEqual([
      { "model.latent": 2, batchSize: 10 },
      { "model.latent": 2, batchSize: 20 },
      { "model.latent": 4, batchSize: 10 },
      { "model.latent": 4, batchSize: 20 },
    ]);
  });

  it("lie in each of as many equal parts once, in a Latin hypercube", () => {
    const sweep = sweepOf({
      ...{ method: "latin-hypercube", runs: 10, seed: 3 },
      vary: { "optimizer.learningRate": rate, "model.latent": { from: 1, to: 5, whole: true } },
    });
    const chosen = chooseSettings(sweep);
    const parts = chosen.map((one) => Math.floor(5 * Math.log10((one["optimizer.learningRate"] as number) / 1e-4)));
    expect(parts.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    // five whole numbers in ten parts: each twice
    const latents = chosen.map((one) => one["model.latent"] as number);
    expect(latents.toSorted((a, b) => a - b)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(latents).not.toEqual(latents.toSorted((a, b) => a - b));
    expect(chooseSettings(sweep)).toEqual(chosen);
  });

  it("are drawn anew by another seed, and of lists too", () => {
    const at = (seed: number) =>
      chooseSettings(
        sweepOf({ method: "random", runs: 20, seed, vary: { batchSize: [10, 20], "optimizer.learningRate": rate } }),
      );
    expect(at(0)).not.toEqual(at(1));
    expect(new Set(at(0).map(({ batchSize }) => batchSize))).toEqual(new Set([10, 20]));
    for (const one of at(0))
      expect(one["optimizer.learningRate"]).toSatisfy((value: number) => value >= 1e-4 && value < 1e-2);
  });

  it.each([
    [{ vary: {} }, /"vary" names no setting/],
    [{ vary: { batchSize: [] } }, /"vary.batchSize" is \[\]; expected at least 1/],
    [{ vary: { batchSize: rate } }, /"vary.batchSize" is a range, but a grid takes lists/],
    [{ vary: { bachSize: [1] } }, /There is no setting "bachSize"/],
    [{ vary: { seed: [1] } }, /Leave "seed" out of "vary"/],
    [{ vary: { "model.__proto__": [1] } }, /__proto__/],
    [{ vary: { batchSize: [1] }, method: "random" }, /which draws "runs" settings/],
    [{ vary: { batchSize: { from: 2, to: 1 } }, method: "random", runs: 1 }, /from 2 to 1/],
    [{ vary: { batchSize: { from: 0, to: 1, scale: "log" } }, method: "random", runs: 1 }, /no logarithm/],
    [{ vary: { batchSize: { from: 2.2, to: 2.8, whole: true } }, method: "random", runs: 1 }, /no whole number/],
    [{ vary: { batchSize: [1] }, method: "random", runs: 1e9 }, /1000000000 runs; 100000 are the most/],
    [{ vary: { batchSize: [1] }, seeds: 1e6 }, /1000000 runs; 100000 are the most/],
    [{ vary: { batchSize: [1] }, runs: 3 }, /a grid has as many/],
    [{ vary: { batchSize: [1] }, halving: { first: 10 } }, /needs a "goal"/],
    [{ vary: { batchSize: [1] }, halfing: {} }, /There is no setting "halfing". Did you mean "halving"/],
  ])("are refused with the place and the remedy: %j", (content, message) => {
    expect(() => sweepOf(content)).toThrow(message);
  });

  it("are checked for every run before one begins, and named", () => {
    const sweep = sweepOf({ run: { model: { type: "vae" } }, vary: { "model.latent": [4, -1], batchSize: [10] } });
    expect(() => planRuns(sweep)).toThrow(/model.latent = -1, batchSize = 10: .*latent/s);
  });
});

describe("the runs of a sweep", () => {
  it("have no end by the clock, which would be at other steps for each", () => {
    const sweep = sweepOf({ run: { model: { type: "vae" }, minutes: 5 }, vary: { batchSize: [10] } });
    expect(() => planRuns(sweep)).toThrow(/batchSize = 10: "minutes" would end runs at other steps/);
  });

  it("have one thread each, but where they or who trains them say otherwise", () => {
    const sweep = sweepOf({ run: { engine: "onnx" }, vary: { threads: [2], engine: ["onnx", "compiled"] } });
    const [onnx, compiled] = planRuns(sweep).map(({ config }) => config);
    expect(wordsFor({}, onnx!)).toEqual(["--threads", "2"]);
    expect(wordsFor({ engine: "tensorflow", threads: 3 }, onnx!)).toEqual(["--engine", "tensorflow", "--threads", "3"]);
    expect(wordsFor({}, compiled!)).toEqual([]);
    const [plain] = planRuns(sweepOf({ vary: { batchSize: [10] } }));
    expect(wordsFor({}, plain!.config)).toEqual(["--threads", "1"]);
  });

  it("are not told of other settings than those that they began with", async () => {
    const path = join(folder, "changed");
    const sweep = sweepOf({ run: { model: { type: "vae" } }, vary: { "model.latent": [2] } });
    await SweepFolder.create(path, sweep, planRuns(sweep));
    expect((await SweepFolder.open(path)).runs).toEqual(planRuns(sweep));
    const text = await readFile(join(path, "sweep.json"), "utf8");
    await writeFile(join(path, "sweep.json"), text.replace(/("model.latent": \[\s*)2/, "$116"));
    await expect(SweepFolder.open(path)).rejects.toThrow(/What .*changed.sweep.json varies was changed since it began/);
  });

  it("are all told on a page, which a browser reads again until they are over", async () => {
    const sweep = sweepOf({
      run: { model: { type: "vae" } },
      vary: { "model.latent": [2, 3] },
      goal: { of: "vae.total" },
    });
    const told = await SweepFolder.create(join(folder, "told"), sweep, planRuns(sweep));
    await mkdir(told.runOf("000"), { recursive: true });
    await writeFile(join(told.runOf("000"), "metrics.jsonl"), '{"step":80,"seconds":1}\n');
    const page = () => readFile(join(told.path, "report.html"), "utf8");
    const report = new SweepReport(told);
    try {
      await report.now();
      expect(await page()).toContain('<meta http-equiv="refresh" content="10">');
      expect(await page()).toContain("<p>2 runs: 2 waiting</p>");
    } finally {
      await report.end();
    }
    expect(await page()).not.toContain("refresh");
    expect(await page()).toContain("<th>001</th><td>model.latent = 3</td><td>waiting</td><td>0</td>");
  });

  it("are left to the process that is at them", async () => {
    const sweep = sweepOf({ run: { model: { type: "vae" } }, vary: { "model.latent": [2] } });
    const busy = await SweepFolder.create(join(folder, "busy"), sweep, planRuns(sweep));
    await mkdir(busy.lockOf("000"));
    const lock = await RunLock.take(busy.lockOf("000"));
    const asked = { run: "000", steps: null };
    const { signal } = new AbortController();
    await expect(runJob(busy, asked, { signal, isAbandoned: true })).rejects.toThrow(BusyError);
    lock.release();
    const gone = { pid: 1, host: "elsewhere", since: "2026-01-01T00:00:00.000Z", id: "1" };
    await writeFile(join(busy.lockOf("000"), "lock"), JSON.stringify(gone));
    await expect(runJob(busy, asked, { signal })).rejects.toThrow(BusyError);
    const taken = await RunLock.take(busy.lockOf("000"), { othersAreGone: true });
    expect(taken.former).toMatchObject({ host: "elsewhere" });
    taken.release();
  });

  it("have the settings of their file, and stages that are shares of all steps where they are halved", () => {
    const sweep = sweepOf({
      run: { model: { type: "two-stage-vae" }, steps: 100 },
      ...{ vary: { "model.latent": [2] }, seeds: 2, goal: { of: "figures.frechet" }, halving: { first: 10 } },
    });
    const runs = planRuns(sweep);
    expect(runs.map(({ name, config }) => [name, config.seed, config.model.latent])).toEqual([
      ["000", 0, 2],
      ["001", 1, 2],
    ]);
    expect(runs[0]!.config.figures).toEqual({ every: Number.MAX_SAFE_INTEGER });
    const [stage] = Object.values(runs[0]!.config.model).filter((value) => value === 50);
    expect(stage).toBe(50);
  });

  it("start from the preset of their data where no model is named, as those of `genlab train` do", () => {
    const [run] = planRuns(sweepOf({ vary: { "model.latent": [3] } }));
    expect(run!.config).toMatchObject({ batchSize: 50, steps: 2700, model: { type: "vae", latent: 3, beta: 0.5 } });
  });
});

describe("successive halving", () => {
  const halved: Sweep = sweepOf({
    ...{ run: { model: { type: "vae" }, steps: 90 }, method: "random", runs: 9 },
    ...{ vary: { "optimizer.learningRate": rate }, goal: { of: "vae.total" }, halving: { first: 10 } },
  });

  it("has the best third go on to three times as many steps, up to the end", async () => {
    const lists = rungs(halved, planRuns(halved));
    const result = (run: string, steps: number | null, value: number | null) => ({ run, steps, value, seconds: 1 });
    const first = await lists.next();
    expect(first.value).toHaveLength(9);
    const values = [9, 1, 8, null, 2, 7, 3, 4, 5]; // what is not finite never goes on
    const second = await lists.next((first.value || []).map(({ run, steps }, i) => result(run, steps, values[i]!)));
    expect(second.value).toEqual(["001", "004", "006"].map((run) => ({ run, steps: 30 })));
    const third = await lists.next([result("006", 30, 1), result("001", 30, 3), result("004", 30, 2)]);
    expect(third.value).toEqual([{ run: "006", steps: 90 }]);
    expect(await lists.next([result("006", 90, 1)])).toEqual({ value: undefined, done: true });
  });

  it("is told with what is left out, waits, and is done", async () => {
    const sweep = await SweepFolder.create(join(folder, "halved"), halved, planRuns(halved));
    const write = (run: string, steps: number, value: number) => sweep.write({ run, steps, value, seconds: 1 });
    for (const [number, { name }] of sweep.runs.entries()) await write(name, 10, number);
    await write("000", 30, 5);
    const states = async () => (await statusOf(sweep)).map(({ run, state }) => `${run} ${state}`);
    expect((await states()).slice(0, 3)).toEqual(["001 waiting", "002 waiting", "003 left out"]);
    for (const run of ["001", "002"]) await write(run, 30, 1);
    const runs = sweep.runOf("001");
    await mkdir(runs, { recursive: true });
    const lines = ['{"step":80,"seconds":1}', '{"step":90,"seconds":2}', ""].join("\n");
    await writeFile(join(runs, "metrics.jsonl"), lines);
    expect((await statusOf(sweep)).map(({ steps }) => steps)).toEqual([90, 0, 0, 0, 0, 0, 0, 0, 0]);
    await writeFile(join(runs, "metrics.jsonl"), `${lines}{"step":91,"sec`); // cut short by a crash
    expect((await statusOf(sweep))[0]!.steps).toBe(90);
    await write("001", 90, 0.5);
    expect((await states()).slice(0, 3)).toEqual(["001 done", "002 left out", "003 left out"]);
  });
});

describe("a goal", () => {
  const log = [
    { step: 1, seconds: 1, evaluation: { vae: { total: 3, examples: 9 } } },
    { step: 2, seconds: 2, evaluation: { vae: { total: 2, examples: 9 } }, figures: { recall: 0.5, frechet: 7 } },
    { step: 3, seconds: 3, losses: { vae: { total: 1 } } },
  ];

  it("is the last of its figure in a run's log", () => {
    expect(valueIn(log, { of: "vae.total" })).toBe(2);
    expect(valueIn(log, { of: "figures.frechet" })).toBe(7);
    expect(valueIn([], { of: "vae.total" })).toBeUndefined();
    expect(() => valueIn(log, { of: "vae.totl" })).toThrow(/no loss here. Did you mean "vae.total"/);
  });

  it("is the least, but of what is better the more there is of it", () => {
    expect([3, 1, 2].sort(compareBy({ of: "vae.total" }))).toEqual([1, 2, 3]);
    expect([3, 1, 2].sort(compareBy({ of: "figures.recall" }))).toEqual([3, 2, 1]);
    expect([3, 1, 2].sort(compareBy({ of: "vae.kl", most: true }))).toEqual([3, 2, 1]);
  });
});

describe("genlab sweep", () => {
  it("reads a file with comments, whose data lie where they are from it", async () => {
    const path = join(folder, "s.json");
    await writeFile(
      path,
      '{ "run": { "data": { "type": "images", "folder": "photos" } }, /* two */ "vary": { "batchSize": [1, 2] } }',
    );
    const { run } = await readSweepFile(path);
    expect(run).toEqual({ data: { type: "images", folder: join(folder, "photos") } });
  });

  it("refuses what is no sweep, a folder that holds none, and a queue that is no address", async () => {
    await writeFile(join(folder, "bad.json"), '{ "vary": { "model.latent": [0] } }');
    const bad = await inProcess(folder, ["sweep", "bad.json"]);
    expect(bad).toMatchObject({ code: 2, stderr: expect.stringMatching(/^error: model.latent = 0: .*latent/) });
    const none = await inProcess(folder, ["sweep", "status", "."]);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("holds no sweep (ENOENT)") });
    const worker = await inProcess(folder, ["worker", "--queue", "http://127.0.0.1"]);
    expect(worker).toMatchObject({ code: 2, stderr: expect.stringContaining("expects the address of a Redis") });
  });

  it("writes a job array for Slurm and for Kubernetes, and trains nothing", async () => {
    await writeFile(join(folder, "two.json"), '{ "vary": { "batchSize": [10, 20] } }');
    const slurm = await inProcess(folder, ["sweep", "two.json", "--emit", "slurm"]);
    expect(slurm).toMatchObject({ code: 0, stdout: expect.stringContaining("sbatch sweeps/two-1/slurm.sh") });
    const script = join(folder, "sweeps", "two-1", "slurm.sh");
    const text = await readFile(script, "utf8");
    expect(text).toContain("\n#SBATCH --array=0-1\n");
    expect(text).toContain(
      `exec genlab sweep ${join(folder, "sweeps", "two-1")} --only "$SLURM_ARRAY_TASK_ID" --others-are-gone\n`,
    );
    await promisify(execFile)("bash", ["-n", script]);
    const job = await inProcess(folder, ["sweep", "sweeps/two-1", "--emit", "kubernetes"]);
    expect(job).toMatchObject({ code: 0, stdout: expect.stringContaining("kubectl apply -f sweeps/two-1/job.yaml") });
    const yaml = await readFile(join(folder, "sweeps", "two-1", "job.yaml"), "utf8");
    expect(yaml).toContain(
      'command: ["genlab","sweep","/sweeps/two-1","--only","$(JOB_COMPLETION_INDEX)","--others-are-gone"]',
    );
    expect(yaml).toContain("\n  completions: 2\n");
    const only = await inProcess(folder, ["sweep", "sweeps/two-1", "--only", "2"]);
    expect(only).toMatchObject({ code: 2, stderr: "error: There is no run 2: the sweep has 2, from 0.\n" });
    expect(await readdir(join(folder, "sweeps", "two-1", "runs"))).toEqual([]);
  });

  it.each([
    [["--only", "0", "--queue", "redis://h"], "--only means nothing with --queue"],
    [
      ["--queue", "redis://h", "--threads", "1"],
      "--threads means nothing with --queue, which is for its workers to say",
    ],
    [["--only", "0", "--parallel", "2"], "--parallel means nothing with --only"],
    [["--emit", "slurm", "--only", "1"], "means nothing with"],
  ])("refuses options that would be passed over, and makes no folder: %j", async (words, message) => {
    await writeFile(join(folder, "good.json"), '{ "vary": { "batchSize": [10] } }');
    const outcome = await inProcess(folder, ["sweep", "good.json", ...words]);
    expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
    expect(await readdir(join(folder, "sweeps")).catch(() => [])).not.toContain("good-1");
  });

  it("makes no folder of a sweep that is refused", async () => {
    const content =
      '{ "run": { "model": { "type": "vae" } }, "vary": { "model.latent": [2] }, "goal": { "of": "vae.total" }, "halving": { "first": 5 } }';
    await writeFile(join(folder, "halves.json"), content);
    const outcome = await inProcess(folder, ["sweep", "halves.json", "--emit", "slurm"]);
    expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining("needs one who looks at all") });
    expect(await readdir(join(folder, "sweeps")).catch(() => [])).not.toContain("halves-1");
  });

  it("shows no password of a queue", () => {
    expect(withoutPassword("redis://h:1?password=secret")).toBe("redis://h:1");
    expect(withoutPassword("rediss://me:secret@host:6380/1")).toBe("rediss://me:***@host:6380/1");
  });
});
