import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, describe, expect, it } from "vitest";

const losses = fileURLToPath(new URL("../dist/index.js", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "losses-"));
afterAll(() => rm(folder, { recursive: true }));

/** A minified program that uses the given exports. */
async function bundle(...names: string[]): Promise<string> {
  const entry = join(folder, "entry.js");
  await writeFile(entry, `export { ${names.join(", ")} } from ${JSON.stringify(losses)};`);
  const result = await build({
    configFile: false,
    root: folder,
    logLevel: "silent",
    build: {
      write: false,
      minify: true,
      lib: { entry, formats: ["es"], fileName: "program" },
      rolldownOptions: { external: ["@tensorflow/tfjs-core", "@genlab/core"] },
    },
  });
  return (result as { output: { code: string }[] }[]).flatMap(({ output }) => output.map(({ code }) => code)).join("");
}

describe("a production build", () => {
  it("of one loss holds no other", async () => {
    const code = await bundle("squaredError");
    expect(code).toContain("squaredDifference");
    expect(code).not.toMatch(/softplus|customGrad|logSumExp|grad\b/);
    expect(code.length).toBeLessThan(2000);
  });

  it("of any one export is a fraction of all of them", async () => {
    const all = Object.keys(await import("@genlab/losses"));
    const whole = (await bundle(...all)).length;
    for (const name of all) expect((await bundle(name)).length, name).toBeLessThan(whole / 2);
  });
});
