import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { GenlabError } from "@genlab/core";
import { cifarFromBinary, findColumns, readIdx, readNpy, readNpz, readTable, tableOf } from "@genlab/data";
import { csvRows, findImages } from "@genlab/data/node";
import { decodeSafetensors, encodeSafetensors } from "@genlab/safetensors";
import { decodeCheckpoint } from "@genlab/trainers";
import sharp from "sharp";
import { createBudget } from "../../../../packages/data/src/node/images/budget.js";
import { forEachImage } from "../../../../packages/data/src/node/images/for-each-image.js";
import { readFacts, readImage } from "../../../../packages/data/src/node/images/read-image.js";
import { openSharp } from "../../../../packages/data/src/node/images/sharp.js";
import { checkConfig } from "../../src/config/check-config.js";
import { composeConfig } from "../../src/config/compose-config.js";
import { readConfigFile } from "../../src/config/read-config-file.js";
import { defaults, isObject } from "../../src/config/run-config.js";
import { withoutUnread } from "../../src/config/without-unread.js";
import { arrayFile } from "../fixtures/arrays.js";
import { pythonArchives } from "../python-archives.js";
import { damageJson } from "./damage-json.js";
import { damageTar, damageTgz } from "./damage-tar.js";
import type { Target } from "./survives.js";

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

const IDX = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8);

const TABLE = 'age,city,"a, ""b"""\n31,Köln,1.5\n,Paris,-2e3\n44,"Rom\n",0\n20,Paris,NA\n27,Rom,12\n';

const VAE = { type: "vae", latent: 8, hidden: [16], beta: { type: "linear", from: 0, to: 1, steps: 10 } };
const CONFIGS = [
  { model: VAE, data: { type: "digits" }, optimizer: { type: "adam", learningRate: 1e-3 }, batchSize: 10, steps: 5 },
  { model: { type: "gan" }, data: { type: "images", folder: "x", size: "8x9", heldOut: ["a"] }, epochs: 2 },
  {
    model: { type: "tabular-vae" },
    data: { type: "table", path: "x.csv", columns: [{ kind: "category", name: "a", values: ["b"] }] },
  },
  {
    model: { type: "gan" },
    optimizer: { generator: { type: "adam" }, discriminator: { type: "sgd" } },
    average: { decay: 0.9 },
    best: { of: "x" },
  },
];

const CONFIGURATION = { ...defaults, model: VAE };

/** A configuration that lies in a checkpoint, which is checked when the run is opened. */
function openedConfiguration(bytes: Uint8Array): void {
  const { configuration } = decodeCheckpoint(bytes);
  if (isObject(configuration)) checkConfig(withoutUnread(configuration), "The checkpoint");
}

/** @param folder that files are written to, for what reads files */
export function targetsIn(folder: string): readonly Target<never>[] {
  const written = (name: string, bytes: Uint8Array | string) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const tensors = encodeSafetensors(new Map([["a", { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] }]]), {
    format: "x",
  });
  const checkpoint = encodeSafetensors(new Map([["model.w", { data: Float32Array.of(1, 2), shape: [2] }]]), {
    ...{ format: "genlab-checkpoint-1", step: "3", rng: JSON.stringify({ key: [1, 2, 3, 4], words: [1, 2, 3, 4] }) },
    configuration: JSON.stringify(CONFIGURATION),
  });
  const tgz = new Uint8Array(Buffer.from(pythonArchives.tgz, "base64"));
  const ofBytes: readonly Target[] = [
    { name: "IDX", seeds: [IDX, new Uint8Array(gzipSync(IDX))], read: (bytes) => readIdx(bytes) },
    { name: "NPY", seeds: ["grey.npy", "vectors.npy"].map(arrayFile), read: (bytes) => readNpy(bytes) },
    { name: "NPZ", seeds: ["split.npz", "hot.npz"].map(arrayFile), read: (bytes) => readNpz(bytes) },
    {
      name: "CIFAR",
      seeds: [new Uint8Array(2 * 3073)],
      read: (bytes) => cifarFromBinary(bytes, { classes: 10 }),
      tries: 200,
    },
    { name: "safetensors", seeds: [tensors], read: (bytes) => decodeSafetensors(bytes) },
    { name: "checkpoints", seeds: [checkpoint], read: openedConfiguration },
    {
      name: "CSV",
      seeds: [
        bytesOf(TABLE),
        bytesOf(TABLE.replaceAll(",", ";")),
        new Uint8Array(Buffer.from(`\uFEFF${TABLE}`, "utf16le")),
      ],
      async read(bytes) {
        const path = written("table.csv", bytes);
        const { columns } = await findColumns(csvRows(path));
        const data = await readTable(csvRows(path), columns);
        tableOf(columns, data.batch([0, data.length - 1]).x!);
      },
      tries: 300,
    },
    {
      name: "configuration files",
      seeds: CONFIGS.map((config) => bytesOf(JSON.stringify(config, null, 2))),
      async read(bytes) {
        const path = written("config.json", bytes);
        composeConfig({ file: { path, content: await readConfigFile(path) }, options: {} });
      },
    },
    {
      name: "zip",
      seeds: [new Uint8Array(Buffer.from(pythonArchives.zip, "base64"))],
      read: (bytes) => archive(written("set.zip", bytes)),
      tries: 300,
    },
    {
      name: "tar",
      seeds: [new Uint8Array(gunzipSync(tgz))],
      read: (bytes) => archive(written("set.tar", bytes)),
      damage: damageTar,
      tries: 300,
    },
    {
      name: "tgz",
      seeds: [tgz],
      read: (bytes) => archive(written("set.tgz", bytes)),
      damage: damageTgz,
      tries: 300,
    },
  ];
  const ofJson: Target<unknown> = {
    name: "configurations",
    seeds: CONFIGS,
    damage: damageJson,
    read: (content) => isObject(content) && composeConfig({ file: { path: "config.json", content }, options: {} }),
  };
  return [...ofBytes, ofJson] as unknown as readonly Target<never>[];
}

/** All images of an archive, as far as they can be read. */
async function archive(path: string): Promise<void> {
  const { source, train } = await findImages(path);
  await forEachImage(source, train, async () => {});
}

const SHAPE = { width: 8, height: 8, channels: 3, fit: "crop" } as const;

/** Images, which sharp reads: what it says is a fault of the image, as `--skip-bad` notes it, and no crash. */
export async function imageTargets(): Promise<readonly Target[]> {
  const pixels = { create: { width: 12, height: 9, channels: 3, background: { r: 200, g: 100, b: 10 } } } as const;
  const opened = openSharp(sharp);
  const room = createBudget(2 ** 28);
  const kinds = { PNG: "png", JPEG: "jpeg", WebP: "webp", GIF: "gif", TIFF: "tiff" } as const;
  return Promise.all(
    Object.entries(kinds).map(async ([name, kind]): Promise<Target> => {
      const seed = new Uint8Array(await sharp(pixels)[kind]().toBuffer());
      return {
        name,
        seeds: [seed],
        tries: 300,
        async read(bytes) {
          await readFacts(opened, bytes).catch(() => {});
          const read = await readImage(opened, bytes, SHAPE, room).catch((error: unknown) => {
            // its reason, which faults name
            throw error instanceof Error && error.message !== "" ? new GenlabError(error.message) : error;
          });
          if (read.values.length !== 8 * 8 * 3) throw new Error(`${read.values.length} values`);
        },
      };
    }),
  );
}
