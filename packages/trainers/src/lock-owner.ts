import { randomUUID } from "node:crypto";
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";

/** A process, as its lock names it. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  /** Where the system tells: of which boot and which table of processes the number is, and when the process began. */
  readonly place?: string;
  readonly began?: string;
  readonly since: string;
  /** Of this lock alone. */
  readonly id: string;
}

export async function thisOwner(): Promise<Owner> {
  const [place, began] = [await placeHere(), await beginOf(process.pid)];
  return {
    ...{ pid: process.pid, host: hostname(), since: new Date().toISOString(), id: randomUUID() },
    ...(place !== undefined && { place }),
    ...(began !== undefined && { began }),
  };
}

export const describeOwner = ({ pid, host, since }: Owner): string => `process ${pid} on ${host}, since ${since}`;

/** Whether a process has certainly ended. Of one on another machine, or in another container, this one cannot know. */
export async function isDead({ pid, host, place, began }: Owner): Promise<boolean> {
  const here = await placeHere();
  if (host !== hostname()) return false;
  if (place !== here) return place?.split("/")[0] !== here?.split("/")[0]; // the machine was started anew
  if (pid === process.pid) return began !== (await beginOf(pid));
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
  const now = await beginOf(pid);
  return began !== undefined && now !== undefined && began !== now;
}

/** Whether a process is of another machine, another boot, or another container: then this one cannot see it. */
export async function isElsewhere({ host, place }: Owner): Promise<boolean> {
  return host !== hostname() || place !== (await placeHere());
}

/** The boot and the namespace of process numbers, of Linux. */
async function placeHere(): Promise<string | undefined> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    return `${boot.trim()}/${await readlink("/proc/self/ns/pid")}`;
  } catch {
    return undefined;
  }
}

/** When a process began, in ticks since the boot, where Linux tells; "ended" of one that nobody has waited for. */
async function beginOf(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" "); // the name may hold spaces
  return fields[0] === "Z" || fields[0] === "X" ? "ended" : fields[19];
}
