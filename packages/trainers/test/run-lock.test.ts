import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { RunLock } from "@genlab/trainers/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "genlab-"));
});
afterEach(() => rm(folder, { recursive: true }));

const held = () => readFile(join(folder, "lock"), "utf8");
/** A lock as a process that is asked for leaves it. */
const lockOf = async (change: object) => {
  const lock = await RunLock.take(folder);
  const text = await held();
  lock.release();
  await writeFile(join(folder, "lock"), JSON.stringify({ ...JSON.parse(text), ...change }));
};
const deadPid = async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "close");
  return child.pid!;
};

describe("the lock of a run", () => {
  it("is of one at a time, and gone when it is released", async () => {
    const lock = await RunLock.take(folder);
    await expect(RunLock.take(folder)).rejects.toThrow(`the run is in use by process ${process.pid} on ${hostname()}`);
    lock.release();
    expect(await readdir(folder)).toEqual([]);
    (await RunLock.take(folder)).release();
  });

  it("of a process that is dead is taken over, and by one of many alone", async () => {
    const pid = await deadPid();
    for (let many = 2; many <= 40; many++) {
      await lockOf({ pid });
      if (many % 2) await copyFile(join(folder, "lock"), join(folder, "lock.takeover")); // of one that died in this
      const all = await Promise.allSettled(Array.from({ length: many }, () => RunLock.take(folder)));
      const taken = all.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      expect(taken).toHaveLength(1);
      await taken[0]!.check();
      expect(await readdir(folder)).toEqual(["lock"]);
      taken[0]!.release();
    }
  });

  it("of a process that lives stands, and so does that of another machine", async () => {
    await lockOf({ pid: process.ppid, began: undefined });
    await expect(RunLock.take(folder)).rejects.toThrow(`process ${process.ppid}`);
    await rm(join(folder, "lock"));
    await lockOf({ host: "elsewhere" });
    await expect(RunLock.take(folder)).rejects.toThrow("on elsewhere");
  });

  it.runIf(process.platform === "linux")("is not that of another process that has the number now", async () => {
    await lockOf({ pid: process.ppid, began: "1" });
    const lock = await RunLock.take(folder);
    expect(lock.former?.pid).toBe(process.ppid);
    lock.release();
    await lockOf({ place: "another boot/pid:[1]", pid: process.ppid });
    (await RunLock.take(folder)).release();
  });

  it("that was never written to its end is taken over", async () => {
    await writeFile(join(folder, "lock"), '{"pi');
    (await RunLock.take(folder)).release();
  });

  it("says when another has it, and takes one that was deleted again", async () => {
    const lock = await RunLock.take(folder);
    await rm(join(folder, "lock"));
    await lock.check();
    await rm(join(folder, "lock"));
    const other = await RunLock.take(folder);
    await expect(lock.check()).rejects.toThrow("is no longer this process's");
    lock.release(); // leaves the other's
    await other.check();
    other.release();
  });

  it("is said where it cannot be written", async () => {
    await expect(RunLock.take(join(folder, "none"))).rejects.toThrow(
      "could not be written (the folder does not exist)",
    );
  });
});
