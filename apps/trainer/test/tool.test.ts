import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toolAt } from "../src/terminal/tool.js";
import { workFolder } from "./genlab.js";

const folder = workFolder();
const moduleIn = (prefix: string) =>
  join(prefix, "node_modules", "@genlab", "trainer", "dist", "terminal", "caller.js");

describe("what is typed to start the tool, and to have what it lacks", () => {
  it("fetched by npx: once more with the packages, and the same words", async () => {
    const prefix = join(folder.path, "_npx", "a1b2");
    await mkdir(prefix, { recursive: true });
    await writeFile(join(prefix, "package.json"), JSON.stringify({ _npx: { packages: ["genlab"] } }));
    const tool = toolAt(moduleIn(prefix), folder.path, ["train", "--data", "my photos"]);
    expect(tool.command).toBe("npx genlab");
    expect(tool.toInstall(["sharp"])).toBe("npx -p genlab -p sharp genlab train --data 'my photos'");
    expect(tool.toInstall(["onnxruntime-node", "koffi"])).toBe(
      "npx --ignore-scripts -p genlab -p onnxruntime-node -p koffi genlab train --data 'my photos'",
    );

    await writeFile(join(prefix, "package.json"), JSON.stringify({ _npx: { packages: ["genlab@1", "sharp"] } }));
    const another = toolAt(moduleIn(prefix), folder.path, ["info"]);
    expect(another.command).toBe("npx -p genlab@1 -p sharp genlab");
    expect(another.toInstall(["koffi"])).toBe("npx -p genlab@1 -p sharp -p koffi genlab info");

    const queues = ["redis://:secret@10.0.0.1:6379", "--queue=rediss://ada:se/cr@t@host/1", "redis://10.0.0.1:6379"];
    expect(toolAt(moduleIn(prefix), folder.path, queues).toInstall(["bullmq"])).toBe(
      "npx -p genlab@1 -p sharp -p bullmq genlab 'redis://:***@10.0.0.1:6379' '--queue=rediss://ada:***@host/1' redis://10.0.0.1:6379",
    );
  });

  it("of a project, of all projects, of a clone", () => {
    const project = toolAt(moduleIn("/srv/ada"), "/srv/ada/data", ["info"]);
    expect(project.command).toBe("npx genlab");
    expect(project.toInstall(["sharp"])).toBe("npm install sharp");
    const everywhere = toolAt(moduleIn("/usr/local/lib"), "/srv/ada", ["info"]);
    expect(everywhere.command).toBe("genlab");
    expect(everywhere.toInstall(["onnxruntime-node", "koffi"])).toBe(
      "npm install -g genlab onnxruntime-node koffi --ignore-scripts",
    );
    const clone = toolAt("/home/ada/genlab/apps/trainer/dist/terminal/caller.js", "/home/ada", ["info"]);
    expect(clone.toInstall(["sharp"])).toBe("npx -y pnpm@12 install, in the clone");
  });
});
