import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const APP = "apps/trainer/dist";

/** Bundles the command line where something that it is made of is newer. */
export default function bundle(): void {
  const made = statSync(join(APP, "bundle/cli.js"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const parts = [APP, ...readdirSync("packages").map((name) => join("packages", name, "dist"))].filter(existsSync);
  const isPart = (file: string) => !/^bundle\b/.test(file) && file.endsWith(".js");
  const newer = parts.some((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).some(
      (file) => isPart(file) && statSync(join(folder, file)).mtimeMs > made,
    ),
  );
  if (newer) execFileSync(process.execPath, ["apps/trainer/scripts/bundle.mjs"], { stdio: "inherit" });
}
