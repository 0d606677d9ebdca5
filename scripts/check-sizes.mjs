// Fails when what a page has of one import is larger than its budget: `node scripts/check-sizes.mjs`, after `pnpm build`.
import { gzipSync } from "node:zlib";
import { build } from "vite";

/** kB of gzip of what a bundler leaves of an import, without TensorFlow.js. Raise one where what it buys is worth it. */
const BUDGETS = [
  ['import { decodeSafetensors } from "@genlab/safetensors"', 4],
  ['import { createRng } from "@genlab/core"', 8],
  ['import { Linear } from "@genlab/layers"', 9],
  ['import { adam } from "@genlab/optim"', 9],
  ['import { digits } from "@genlab/data"', 50],
  ['import { createVae } from "@genlab/vae"', 20],
  ['import { createGan } from "@genlab/gan"', 26],
  ['import { Trainer, train } from "@genlab/trainers"', 17],
  ['import { createWasmExecutor } from "@genlab/wasm"', 40],
  ['import { loadModel } from "@genlab/zoo"', 73],
  ['import { fit, sample } from "genlab"', 115],
];

const faults = [];
for (const [statement, budget] of BUDGETS) {
  const size = await sizeOf(statement);
  console.log(`${size.toFixed(1).padStart(6)} kB of ${budget}  ${statement}`);
  if (size > budget) faults.push(`\`${statement}\` leaves ${size.toFixed(1)} kB, gzip; its budget is ${budget}.`);
}
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);

async function sizeOf(statement) {
  const names = statement.match(/\{(.*)\}/)[1];
  const id = "\0import";
  const { output } = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      rollupOptions: { input: id, external: /^@tensorflow\// },
    },
    plugins: [
      {
        name: "import",
        resolveId: (source) => (source === id ? id : undefined),
        load: (source) => (source === id ? `${statement}; console.log(${names});` : undefined),
      },
    ],
  });
  return gzipSync(output.map(({ code }) => code ?? "").join("\n")).length / 1000;
}
