import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { quoted, toolAt } from "./tool.js";

// `pnpm genlab` runs in the root of the repository, whatever folder it was called in; pnpm tells which
const isRootScript = process.env.npm_lifecycle_event === "genlab" && process.env.npm_package_name === "genlab-root";

const folder = () => (isRootScript && process.env.INIT_CWD) || process.cwd();

/** A path that the caller wrote, made absolute. */
export const fromCaller = (path: string): string => resolve(folder(), path);

/** A path as the caller would write it. */
export function forCaller(path: string): string {
  const shorter = relative(folder(), path);
  return shorter === "" ? "." : shorter.startsWith("..") ? path : shorter;
}

/** A command line that the caller can type. */
export const commandLine = (...words: readonly string[]): string => [tool, ...words.map(quoted)].join(" ");

/** A command line with which the caller has packages that the tool lacks. */
export const toInstall = (...packages: readonly string[]): string => called.toInstall(packages);

// npx puts its own pnpm on the path; without npx there may be none
const pnpm = process.env.PATH?.includes("_npx") ? "npx -y pnpm@12" : "pnpm";

const called = toolAt(fileURLToPath(import.meta.url), process.cwd(), process.argv.slice(2));

const tool = isRootScript ? `${pnpm} genlab` : called.command;
