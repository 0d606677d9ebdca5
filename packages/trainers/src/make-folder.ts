import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/** Makes a folder and those above it. Node's own `recursive` never ends where mkdir says ENOENT for ever, as in /proc. */
export async function makeFolder(path: string): Promise<void> {
  const parent = dirname(path);
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || parent === path) throw error;
    await makeFolder(parent);
    await mkdir(path);
  }
}
