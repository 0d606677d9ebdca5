import { mkdir, readdir, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";

const MILLISECONDS_BETWEEN_LOOKS = 200;
const MOST_MILLISECONDS_OF_A_BUILD = 180_000;

/** Builds the demo unless what is in `dist` is newer than all that it is made from. Test files that run at once build it once. */
export async function buildDemo(root: string): Promise<void> {
  const lock = join(root, "node_modules/.demo-build");
  await acquire(lock);
  try {
    const built = await newest([join(root, "dist/index.html")]);
    const sources = ["src", "public", "offline", "index.html", "vite.config.ts", "package.json", "tsconfig.json"];
    const made = await newest([...sources.map((name) => join(root, name)), ...(await packagesOf(root))]);
    if (built <= made) await build({ root, logLevel: "error" });
  } finally {
    await rmdir(lock);
  }
}

/** Waits for a folder that only one process can make. One that was left behind by a process that died counts for nothing. */
async function acquire(lock: string): Promise<void> {
  const start = performance.now();
  while (performance.now() - start < MOST_MILLISECONDS_OF_A_BUILD) {
    try {
      await mkdir(lock);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, MILLISECONDS_BETWEEN_LOOKS));
    }
  }
}

const packagesOf = async (root: string): Promise<readonly string[]> => {
  const folder = join(root, "../../packages");
  return (await readdir(folder)).map((name) => join(folder, name, "dist"));
};

/** When the newest of the files, or of the files in the folders, was written. 0 for none. */
async function newest(paths: readonly string[]): Promise<number> {
  const times = await Promise.all(paths.map(timeOf));
  return Math.max(0, ...times);
}

async function timeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  return newest((await readdir(path)).map((name) => join(path, name)));
}
