import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";

/** What nobody needs without a network. */
const LEFT_OUT = ["index.html", "licences.txt", "preview.png"];

/** Writes `offline.js` beside the page: a service worker that keeps all files of the build. */
export function offline(): Plugin {
  let folder = "";
  return {
    name: "offline",
    apply: "build",
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll("\\", "/"),
        )
        .filter((name) => name !== "offline.js" && !name.endsWith(".md"));
      const hash = createHash("sha256");
      for (const name of files) hash.update(readFileSync(join(folder, name)));
      const kept = ["./", ...files.filter((name) => !LEFT_OUT.includes(name))];
      const code = readFileSync(new URL("./worker.js", import.meta.url), "utf8")
        .replace("__VERSION__", hash.digest("hex").slice(0, 12))
        .replace("__FILES__", JSON.stringify(kept));
      writeFileSync(join(folder, "offline.js"), code);
    },
  };
}
