// Writes the command line as a few files into dist/bundle, from what tsc has made of it and of its packages: more than a thousand modules
// take Node a second to find.
import { readFileSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { licences } from "../../../scripts/licences.mjs";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { peerDependencies } = JSON.parse(readFileSync(at("package.json"), "utf8"));

const bundle = await rolldown({
  input: at("dist/cli.js"),
  platform: "node",
  // what may be missing, what must be there once as engines register themselves there, and what reads a file beside it
  external: [...Object.keys(peerDependencies), /^@tensorflow\//, "@cwasm/nsbmp"],
  plugins: licences().page,
});
const made = at(`dist/bundle-${process.pid}`);
await bundle.write({ dir: made, chunkFileNames: "[name].js", comments: false });
await bundle.close();
// whole at once: a command may be started meanwhile
rmSync(at("dist/bundle"), { recursive: true, force: true });
renameSync(made, at("dist/bundle"));
