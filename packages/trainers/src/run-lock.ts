import { randomUUID } from "node:crypto";
import { constants, readFileSync, unlinkSync } from "node:fs";
import { copyFile, link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GenlabError } from "@genlab/core";
import { describeOwner, isDead, isElsewhere, type Owner, thisOwner } from "./lock-owner.js";
import { reasonOf, writeFileAtomically } from "./write-file.js";

const LOCK = "lock";

export interface TakeLockOptions {
  /** Whether no process of another machine or container is at it any more: who starts them knows. Default: it may be. */
  readonly othersAreGone?: boolean;
}

/** Keeps other processes from training in the folder of a run. It goes when it is released, or when the process exits. */
export class RunLock {
  readonly path: string;
  /** Who held the folder before and is dead. */
  readonly former?: Owner;
  readonly #text: string;

  private constructor(path: string, text: string, former?: Owner) {
    this.path = path;
    this.#text = text;
    if (former) this.former = former;
    process.once("exit", this.release);
  }

  /**
   * Takes the lock of a folder; a dead process's is taken over.
   *
   * @throws GenlabError where another process holds it, or where it cannot be written.
   */
  static take(folder: string, options: TakeLockOptions = {}): Promise<RunLock> {
    return RunLock.#takeAt(join(folder, LOCK), options);
  }

  static async #takeAt(path: string, options: TakeLockOptions): Promise<RunLock> {
    const text = `${JSON.stringify(await thisOwner())}\n`;
    for (;;) {
      if (await created(path, text)) return new RunLock(path, text);
      const held = await textIn(path);
      if (held === undefined) continue; // it was released meanwhile
      const former = ownerIn(held);
      if (former && !(await isGone(former, options))) throw new GenlabError(heldBy(path, former));
      // who takes over needs a lock for that, since what one read another may have replaced meanwhile
      const takeover = await RunLock.#takeAt(`${path}.takeover`, options);
      try {
        if ((await textIn(path)) !== held) continue;
        await writeFileAtomically(path, text);
        return new RunLock(path, text, former);
      } finally {
        takeover.release();
      }
    }
  }

  /** @throws GenlabError when the folder is no longer this process's. One whose lock was deleted is taken again. */
  async check(): Promise<void> {
    const held = await readFile(this.path, "utf8").catch(() => undefined);
    if (held === this.#text || (held === undefined && (await created(this.path, this.#text)))) return;
    const owner = ownerIn((await textIn(this.path)) ?? "");
    throw new GenlabError(
      `${this.path} is no longer this process's${owner ? `, but ${describeOwner(owner)}'s` : ""}. It stopped, so as not to write into the other's run.`,
    );
  }

  readonly release = (): void => {
    process.off("exit", this.release);
    try {
      if (readFileSync(this.path, "utf8") === this.#text) unlinkSync(this.path);
    } catch {
      // the folder is gone, and the lock with it
    }
  };
}

const isGone = async (owner: Owner, { othersAreGone = false }: TakeLockOptions) =>
  (await isDead(owner)) || (othersAreGone && (await isElsewhere(owner)));

const heldBy = (path: string, owner: Owner) =>
  `${path}: the run is in use by ${describeOwner(owner)}. Wait until it has ended, or stop it; ` +
  "if there is no such process any more, delete this file.";

/** Makes the file with its whole text at once, unless there is one. */
async function created(path: string, text: string): Promise<boolean> {
  const beside = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(beside, text);
    await link(beside, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") throw error;
      return copyFile(beside, path, constants.COPYFILE_EXCL); // a file system without links
    });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw new GenlabError(`${path} could not be written (${reasonOf(cause)}).`, { cause });
  } finally {
    await rm(beside, { force: true });
  }
}

const MOST_READS = 10;

/** What a lock says, given the moment that its owner takes to write it; nothing where a process died in that moment. */
async function textIn(path: string): Promise<string | undefined> {
  for (let left = MOST_READS; ; left--) {
    try {
      const text = await readFile(path, "utf8");
      if (ownerIn(text) || left === 0) return text;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw new GenlabError(`${path} could not be read (${reasonOf(cause)}).`, { cause });
    }
    await sleep(20);
  }
}

function ownerIn(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Owner | null;
    return typeof owner?.pid === "number" ? owner : undefined;
  } catch {
    return undefined;
  }
}
