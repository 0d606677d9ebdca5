import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { decodeCheckpoint } from "@genlab/trainers";
import { afterAll, describe, expect, it } from "vitest";
import { workFolder } from "./genlab.js";

const folder = workFolder();
const cli = fileURLToPath(new URL("../dist/bundle/cli.js", import.meta.url));

/** Open MPI's or MPICH's, as Debian calls them. */
const launchers = [
  { command: "mpirun.openmpi", options: ["--oversubscribe", "--bind-to", "none"] },
  { command: "mpirun.mpich", options: [] },
].filter(({ command }) => spawnSync(command, ["--version"]).status === 0);
if (launchers.length === 0) {
  process.stderr.write(
    "Runs on several processes are not tested: there is no mpirun. Debian has it: apt-get install openmpi-bin libopenmpi3.\n",
  );
}

const config = {
  model: { type: "vae", network: "dense", hidden: [8], latent: 2 },
  ...{ batchSize: 60, lastBatch: "drop", engine: "compiled", reportEvery: 1, healthEvery: 0, saveEvery: 5 },
};

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

describe.skipIf(launchers.length === 0).each(launchers)("$command", ({ command, options }) => {
  function mpirun(words: readonly string[]) {
    const env = { ...process.env, OMPI_ALLOW_RUN_AS_ROOT: "1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: "1" };
    const child = spawn(command, ["-n", "2", ...options, process.execPath, cli, ...words], { cwd: folder.path, env });
    child.stdout.resume();
    const said: string[] = [];
    child.stderr.on("data", (piece) => said.push(`${piece}`));
    children.push(child);
    return { code: once(child, "close").then(([code]) => code as number), said: () => said.join("") };
  }
  /** Fails with what was said where it does not end well. */
  async function succeed({ code, said }: ReturnType<typeof mpirun>): Promise<void> {
    expect([await code, said()]).toEqual([0, expect.anything()]);
  }
  const checkpointOf = async (name: string) =>
    decodeCheckpoint(await readFile(join(folder.path, name, "checkpoint.safetensors")));

  it("ends where one of its processes is killed, and the run goes on, bit for bit", async () => {
    const [whole, killed] = [`${command}-whole`, `${command}-killed`];
    await writeFile(join(folder.path, "config.json"), JSON.stringify(config));
    const words = ["train", "--config", "config.json", "--steps"];
    const dying = mpirun([...words, "1000000", "--out", killed]);
    const saved = join(folder.path, killed, "previous.safetensors");
    let hasEnded = false;
    void dying.code.then(() => {
      hasEnded = true;
    });
    while (!existsSync(saved) && !hasEnded) await new Promise((resolve) => setTimeout(resolve, 50));
    expect([hasEnded, dying.said()]).toEqual([false, expect.anything()]);
    process.kill(await secondOf(killed), "SIGKILL");
    expect(await dying.code).not.toBe(0);
    const { step } = await checkpointOf(killed);
    const steps = `${step + 5}`;
    await succeed(mpirun(["resume", killed, "--steps", steps]));
    await succeed(mpirun([...words, steps, "--out", whole]));
    expect((await checkpointOf(killed)).arrays).toEqual((await checkpointOf(whole)).arrays);
  });
});

/** The process of the second rank that trains in a folder. */
async function secondOf(name: string): Promise<number> {
  for (const id of (await readdir("/proc")).filter((one) => /^\d+$/.test(one))) {
    const [words, environment] = await Promise.all(
      ["cmdline", "environ"].map((file) => readFile(join("/proc", id, file), "utf8").catch(() => "")),
    );
    if (words!.split("\0").includes(name) && /(OMPI_COMM_WORLD_RANK|PMI_RANK)=1\0/.test(environment!))
      return Number(id);
  }
  throw new Error(`No process trains in ${name}.`);
}
