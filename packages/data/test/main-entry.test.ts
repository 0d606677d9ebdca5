import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("imports nothing but @genlab/base, so that it runs in browsers", () => {
  const folder = new URL("../src/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !["node.ts", "browser.ts"].includes(name));
  expect(files).toContain("index.ts");
  for (const name of files) {
    const imported = [
      ...readFileSync(new URL(name, folder), "utf8").matchAll(/^(?:import|export|\}).* from "(.*)";$/gm),
    ];
    for (const [, path] of imported) expect(path, name).toMatch(/^(\.\/[a-z0-9-]+\.js|@genlab\/base)$/);
  }
});
