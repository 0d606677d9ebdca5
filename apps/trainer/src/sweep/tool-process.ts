import { type ChildProcess, spawn } from "node:child_process";
import { open, readFile } from "node:fs/promises";
import { createRequire } from "node:module";

// from the sources the built one is run: Node takes no TypeScript
const cli = createRequire(import.meta.url).resolve("@genlab/trainer/cli");

/** Runs the command line in a process of its own. Returns its exit code, or the signal that ended it. */
export async function genlab(words: readonly string[], log: string, signal: AbortSignal): Promise<number | string> {
  const file = await open(log, "a");
  try {
    // a group of its own: it hears by the channel alone that it is to stop, or that this process is gone
    const child = spawn(process.execPath, [cli, ...words], {
      stdio: ["ignore", file.fd, file.fd, "ipc"],
      detached: true,
      windowsHide: true,
    });
    return await ended(child, signal);
  } finally {
    await file.close();
  }
}

function ended(child: ChildProcess, signal: AbortSignal): Promise<number | string> {
  const stop = () => {
    if (signal.reason === "SIGKILL") child.kill("SIGKILL");
    else if (child.connected) child.disconnect();
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  return new Promise<number | string>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, name) => resolve(code ?? `${name}`));
  }).finally(() => signal.removeEventListener("abort", stop));
}

/** The error that a process ended with, or what it said last. */
export async function lastLine(path: string): Promise<string> {
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  return lines.findLast((line) => line.startsWith("error:"))?.slice("error: ".length) ?? lines.at(-1) ?? "";
}
