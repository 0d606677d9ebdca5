import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";

const cli = fileURLToPath(new URL("../dist/bundle/cli.js", import.meta.url));
const cliOfModules = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that the tests of a file work in; it is removed behind them. */
export function workFolder(): { readonly path: string } {
  const folder = { path: "" };
  beforeAll(async () => {
    folder.path = await mkdtemp(join(tmpdir(), "genlab-trainer-"));
  });
  afterAll(() => rm(folder.path, { recursive: true, force: true }));
  return folder;
}

/** Starts the tool as a shell would, without a terminal; with `OF_MODULES` in its environment not as a bundle, so that a hook reaches its classes. */
export function start(
  folder: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  const { npm_lifecycle_event: _, ...inherited } = process.env;
  const env = { ...inherited, FORCE_COLOR: "1", ...environment };
  return spawn(process.execPath, [environment.OF_MODULES ? cliOfModules : cli, ...words], { cwd: folder, env });
}

/** Waits until the tool has ended. */
export function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout: stdout(), stderr: stderr() }));
  });
}

export const genlab = (...given: Parameters<typeof start>): Promise<Outcome> => outcomeOf(start(...given));

function textOf(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => text;
}

/** A model so small that a step takes about a millisecond, on the cpu engine. */
export const tiny = [
  ...["train", "vae", "--engine", "cpu", "--batch", "20"],
  ...["--set", 'model={"type":"vae","network":"dense","hidden":[8],"latent":2}'],
];
