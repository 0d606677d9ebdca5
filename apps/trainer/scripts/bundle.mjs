// Writes the command line as a few files into dist/bundle, from what tsc has made of it and of its packages: more than a thousand modules
// take Node a second to find.
import { readFileSync } from "node:fs";
import { rolldown } from "rolldown";
import { licences } from "../../../scripts/licences.mjs";

const at = (path) => new URL(`../${path}`, import.meta.url);
const { peerDependencies } = JSON.parse(readFileSync(at("package.json"), "utf8"));

const bundle = await rolldown({
  input: at("dist/cli.js").pathname,
  platform: "node",
  // what may be missing, what must be there once as engines register themselves there, and what reads a file beside it
  external: [...Object.keys(peerDependencies), /^@tensorflow\//, "@cwasm/nsbmp"],
  plugins: licences().page,
});
await bundle.write({
  dir: at("dist/bundle").pathname,
  cleanDir: true,
  chunkFileNames: "[name].js",
  comments: false,
});
await bundle.close();
