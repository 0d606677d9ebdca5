import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** Why each package of others is there. */
const REASONS = {
  "@bufbuild/protobuf": "ONNX and TensorBoard files are Protocol Buffers: their encoding is not written by hand",
  "@cwasm/nsbmp": "BMP files, which sharp does not read",
  "@preact/signals": "the page is drawn again where a value changed, and nowhere else",
  "@tensorflow/tfjs-backend-cpu": "holds tensors everywhere, and computes what nothing else can",
  "@tensorflow/tfjs-backend-wasm": "computes eagerly what is not compiled",
  "@tensorflow/tfjs-backend-webgl": "GPUs in browsers without WebGPU",
  "@tensorflow/tfjs-backend-webgpu": "GPUs in browsers, and in Node beside `webgpu`",
  "@tensorflow/tfjs-core": "tensors and their operations, on any backend",
  "@tensorflow/tfjs-node": "TensorFlow's own library as engine",
  bullmq: "a queue of runs on Redis",
  "cli-progress": "bars on a terminal",
  comlink: "calls of functions in a worker",
  commander: "commands, options and their help",
  "crc-32": "checksums of checkpoints and of TensorBoard's files",
  "csv-parse": "CSV as it is in the wild: quotes, separators, line ends",
  "fast-png": "writes PNG, and APNG chunks, without a binary",
  "fastest-levenshtein": "names that were meant, in errors",
  fflate: "ZIP in the page",
  gifenc: "GIF, with its palette",
  idb: "IndexedDB by promises: runs that the page keeps",
  ioredis: "the connection to Redis",
  koffi: "ONNX Runtime by its C interface, which copies no result",
  "onnxruntime-node": "the fastest engine on a processor",
  preact: "the page, in 5 kB",
  sharp: "JPEG, PNG, WebP, AVIF, TIFF and GIF, read and resized",
  "strip-json-comments": "configuration files with comments",
  "tar-stream": "TAR archives of images; 3.1.7 is the last without binaries for another runtime",
  uplot: "curves of many points",
  webgpu: "Dawn, for WebGPU in Node",
  yauzl: "ZIP archives of images, larger than memory",
  zod: "configurations: checks, their errors and the JSON Schema",
};

/** Licences under which a package may be bundled or depended on. */
const LICENCES = ["Apache-2.0", "MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD"];

/** Whether an expression of SPDX names no other licence, https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/ */
export const isFree = (licence) =>
  (`${licence}`.match(/[\w.-]+/g) ?? []).every((word) => ["AND", "OR", ...LICENCES].includes(word));

/** A row for each package of others that is installed with one of GenLab's, or may be. */
export function dependencyRows() {
  const found = new Map();
  for (const path of ["packages", "apps"].flatMap((kind) => readdirSync(kind).map((name) => join(kind, name)))) {
    const { name, private: own, ...manifest } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    if (own && path.startsWith("packages")) continue;
    for (const field of ["dependencies", "peerDependencies"]) {
      for (const target of Object.keys(manifest[field] ?? {})) {
        if (/^(@genlab\/|genlab$)/.test(target)) continue;
        const isOptional = manifest.peerDependenciesMeta?.[target]?.optional === true;
        const entry = found.get(target) ?? { users: [], isOptional: true, licence: licenceOf(target, path) };
        entry.users.push(name.replace("@genlab/", ""));
        entry.isOptional &&= isOptional;
        found.set(target, entry);
      }
    }
  }
  for (const name of Object.keys(REASONS)) {
    if (!found.has(name)) throw new Error(`scripts/dependencies.mjs says why ${name} is there, and it is not.`);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { users, isOptional, licence }]) => {
      if (!REASONS[name]) throw new Error(`scripts/dependencies.mjs does not say why ${name} is there.`);
      if (!isFree(licence)) throw new Error(`${name} is under the licence ${licence}.`);
      const by = users.length > 8 ? "nearly all" : users.join(", ");
      return [`\`${name}\``, REASONS[name], isOptional ? `${by}; optional` : by, licence];
    });
}

function licenceOf(name, from) {
  for (const folder of [from, "."]) {
    try {
      const path = realpathSync(join(folder, "node_modules", name, "package.json"));
      return JSON.parse(readFileSync(path, "utf8")).license;
    } catch {}
  }
  throw new Error(`${name} of ${from} is not installed.`);
}
