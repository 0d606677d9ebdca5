import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { genlab, outcomeOf, start, workFolder } from "./genlab.js";

const folder = workFolder();

/** Runs of a second or so, of which each saves now and then. */
const sweep = {
  run: {
    model: { type: "vae", network: "dense", hidden: [8] },
    ...{ batchSize: 20, steps: 3000, saveEvery: 25, healthEvery: 0, evaluateEvery: 100 },
  },
  vary: { "model.latent": [2, 3] },
  ...{ seeds: 2, goal: { of: "vae.total" } },
};

const weightsOf = (name: string) =>
  Promise.all(
    ["000", "001", "002", "003"].map((run) =>
      readFile(join(folder.path, "sweeps", name, "runs", run, "checkpoint.safetensors")),
    ),
  );

describe("genlab sweep", () => {
  it("trains every run, tells the best, and writes a page; a second time there is nothing to do", async () => {
    await writeFile(join(folder.path, "here.json"), JSON.stringify(sweep));
    const first = start(folder.path, ["sweep", "here.json", "--engine", "compiled"]);
    const over = outcomeOf(first);
    await saved("here-1", 1);
    // another who goes on with it waits for what is under way
    const other = await genlab(folder.path, ["sweep", "sweeps/here-1", "--engine", "compiled"]);
    expect(other).toMatchObject({ code: 0, stderr: "" });
    const outcome = await over;
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(outcome.stdout.match(/^\d{3} of 4: done/gm)).toHaveLength(4);
    const [, best] = /best: (\S+)/.exec(outcome.stdout)!;
    const figures = [...outcome.stdout.matchAll(/^(\d{3}) {2}.* done {3}3000 {3}(\S+)$/gm)].map(([, run, value]) => [
      run,
      Number(value),
    ]);
    expect(figures).toHaveLength(4);
    expect(figures).toEqual(figures.toSorted((a, b) => Number(a[1]) - Number(b[1])));
    expect(best).toBe(join("sweeps", "here-1", "runs", `${figures[0]![0]}`));
    const page = await readFile(join(folder.path, "sweeps", "here-1", "report.html"), "utf8");
    expect(page).toContain("<p>4 runs: 4 done</p>");
    expect(page).not.toContain('http-equiv="refresh"'); // it is over
    const again = await genlab(folder.path, ["sweep", "sweeps/here-1"]);
    expect(again.stdout).not.toContain("of 4: done");
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining(`best: ${best}`) });
  });
});

const hasRedis = await new Promise<boolean>((resolve) => {
  const asked = spawn("redis-server", ["--version"], { stdio: "ignore" });
  asked.once("error", () => resolve(false));
  asked.once("exit", (code) => resolve(code === 0));
});
if (!hasRedis)
  process.stderr.write(
    "Queues are not tested: there is no redis-server. Debian has it: apt-get install redis-server.\n",
  );

describe.skipIf(!hasRedis)("a queue on Redis", () => {
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill("SIGKILL");
  });

  async function startRedis(port: number): Promise<ChildProcess> {
    // nothing is kept: a server that is started anew has lost its jobs
    const server = spawn("redis-server", ["--port", `${port}`, "--save", "", "--requirepass", "secret"]);
    children.push(server);
    await until(server, "Ready to accept connections");
    return server;
  }

  it("has workers train the same runs, whoever is killed, and though the server loses them; byte for byte", async () => {
    const port = await freePort();
    const address = `redis://:secret@127.0.0.1:${port}`;
    let server = await startRedis(port);
    const worker = () => {
      const child = start(folder.path, [
        "worker",
        "--queue",
        address,
        "--parallel",
        "1",
        "--engine",
        "compiled",
        "--silence",
        "2",
      ]);
      children.push(child);
      return child;
    };
    let [first, second] = [worker(), worker()];
    expect(await until(first, "trains 1 run at a time")).not.toContain("secret");
    await writeFile(join(folder.path, "queued.json"), JSON.stringify(sweep));
    const coordinator = start(folder.path, ["sweep", "queued.json", "--queue", address]);
    const over = outcomeOf(coordinator);

    // one worker dies with its run under way, and its place is taken
    await saved("queued-1", 1);
    first.kill("SIGKILL");
    first = worker();
    await until(coordinator, "of 4: done");
    second.kill("SIGKILL");
    second = worker();
    server.kill("SIGKILL");
    await once(server, "exit");
    server = await startRedis(port);

    const outcome = await over;
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(outcome.stdout.match(/^\d{3} of 4: done/gm)).toHaveLength(4);
    expect(await weightsOf("queued-1")).toEqual(await weightsOf("here-1"));
    const ended = outcomeOf(second);
    second.kill("SIGTERM");
    expect((await ended).code).toBe(143);
  });

  it("has workers encode in parts, though one is killed; byte for byte, and a part that cannot be made is named", async () => {
    const port = await freePort();
    const server = spawn("redis-server", ["--port", `${port}`, "--save", ""]);
    children.push(server);
    await until(server, "Ready to accept connections");
    const queue = `redis://127.0.0.1:${port}`;
    const worker = () => {
      const words = ["--queue", queue, "--sweeps", ".", "--parallel", "1", "--silence", "1"];
      const child = start(folder.path, ["worker", ...words]);
      children.push(child);
      return child;
    };
    const run = "sweeps/here-1/runs/000";
    const encode = (...words: string[]) => ["encode", run, "--part", "train", "--batch", "400", ...words];
    expect(await genlab(folder.path, encode("--out", "one.npy"))).toMatchObject({ code: 0 });
    const first = worker();
    const coordinator = start(folder.path, encode("--out", "all.npy", "--queue", queue));
    const over = outcomeOf(coordinator);
    await until(first, "all.npy.parts 001: begins");
    first.kill("SIGKILL");
    const second = worker();
    expect(await over).toMatchObject({ code: 0, stderr: "" });
    const files = await Promise.all(["one.npy", "all.npy"].map((name) => readFile(join(folder.path, name))));
    expect(files[1]!.equals(files[0]!)).toBe(true);

    const failing = ["sample", run, "--count", "2", "--class", "3", "--out", "bad.npy", "--queue", queue];
    const failed = await genlab(folder.path, failing);
    expect(failed).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Part 000 ended with 2: The model has no"),
    });
    const ended = outcomeOf(second);
    second.kill("SIGTERM");
    await ended;
    server.kill();
  });

  it("passes over what is no job of a sweep's", async () => {
    const port = await freePort();
    const server = await startRedis(port);
    const { Queue, QueueEvents } = await import("bullmq");
    const connection = { port, password: "secret" };
    const queue = new Queue("genlab", { connection });
    const events = new QueueEvents("genlab", { connection });
    await events.waitUntilReady();
    const job = await queue.add("bad", { sweep: "../elsewhere", id: "1", run: "000", steps: null });
    const child = start(folder.path, ["worker", "--queue", `redis://:secret@127.0.0.1:${port}`]);
    children.push(child);
    await expect(job.waitUntilFinished(events)).rejects.toThrow("it is no job of a sweep's");
    expect(await queue.getJobCounts("failed", "waiting")).toEqual({ failed: 1, waiting: 0 });
    await events.close();
    await queue.close();
    child.kill("SIGTERM");
    server.kill();
  });

  it("is said to be away where nothing answers, without its password", async () => {
    const port = await freePort();
    const outcome = await genlab(folder.path, ["worker", "--queue", `redis://:secret@127.0.0.1:${port}`]);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/^error: No Redis answers at redis:\/\/:\*\*\*@127.0.0.1/);
  });
});

/** When a number of runs have a checkpoint that is not their first. */
async function saved(name: string, count: number): Promise<void> {
  const runs = join(folder.path, "sweeps", name, "runs");
  for (;;) {
    const names = await readdir(runs, { recursive: true }).catch(() => []);
    if (names.filter((one) => one.endsWith("previous.safetensors")).length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What a process says up to some words. */
function until(child: ChildProcess, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout!.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(words)) resolve(text);
    });
    child.once("exit", () => reject(new Error(`It ended without "${words}": ${text}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
