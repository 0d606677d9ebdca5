import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { withoutPasswords } from "./without-passwords.js";

/** How the command line is here: what its user types to start it, and to have packages that it lacks. */
export interface Tool {
  /** `npx genlab`, say. */
  readonly command: string;
  /** The command line that adds packages; that of npx does so once, and starts the tool with the same words. */
  readonly toInstall: (packages: readonly string[]) => string;
}

const MODULES = `${sep}node_modules${sep}`;

/**
 * Of a module of the tool and the folder where it was called: fetched by npx, a package of a project, installed globally, or a clone of the repository.
 *
 * @param words what it was called with
 */
export function toolAt(path: string, folder: string, words: readonly string[]): Tool {
  const end = path.indexOf(MODULES);
  if (end < 0) return { command: "genlab", toInstall: () => "npx -y pnpm@12 install, in the clone" };
  const prefix = path.slice(0, end);
  const fetched = fetchedByNpx(prefix);
  if (fetched.length > 0) {
    return {
      command: npx(fetched),
      toInstall: (packages) =>
        shellLine([
          npx([...fetched, ...packages], withoutScripts(packages)),
          ...words.map(withoutPasswords).map(quoted),
        ]),
    };
  }
  const isOfProject = `${folder}${sep}`.startsWith(`${prefix}${sep}`);
  const install = isOfProject ? "npm install" : "npm install -g genlab";
  return {
    command: isOfProject ? "npx genlab" : "genlab",
    toInstall: (packages) => shellLine([install, ...packages, withoutScripts(packages)]),
  };
}

/** A word as a shell takes it. */
export const quoted = (word: string): string =>
  /^[\w./:=@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

const shellLine = (words: readonly string[]) => words.filter(Boolean).join(" ");

/** That of `onnxruntime-node` downloads CUDA libraries, which many networks refuse, and npm then installs nothing. */
const withoutScripts = (packages: readonly string[]) =>
  packages.includes("onnxruntime-node") ? "--ignore-scripts" : "";

function npx(packages: readonly string[], option = ""): string {
  const [first, ...others] = packages;
  if (others.length === 0) return shellLine(["npx", option, first!]);
  return shellLine(["npx", option, ...packages.map((name) => `-p ${name}`), "genlab"]);
}

/** What npx was asked to fetch into a folder of its own, which says so in its manifest. */
function fetchedByNpx(prefix: string): readonly string[] {
  if (!prefix.includes(`${sep}_npx${sep}`)) return [];
  try {
    const manifest = JSON.parse(readFileSync(join(prefix, "package.json"), "utf8"));
    return manifest._npx?.packages ?? ["genlab"];
  } catch {
    return ["genlab"];
  }
}
