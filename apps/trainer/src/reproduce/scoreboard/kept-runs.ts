import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { NdArray } from "@genlab/data";
import { decodeSafetensors, encodeSafetensors } from "@genlab/safetensors";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { RunConfig } from "../../config/run-config.js";
import { makeFolder } from "../../runs/make-folder.js";

/** What one seed of a model gave, with pictures of it. */
export interface MeasuredRun<Figures> {
  readonly figures: Figures;
  readonly samples: NdArray | null;
  readonly reconstructions: NdArray | null;
}

/** What a run's figures depend on. */
export interface RunOrigin {
  readonly config: RunConfig;
  /** SHA-256 of the classifier. */
  readonly classifier: string;
  readonly samples: number;
  /** Which figures are measured: another number where one was added, so that no run lacks it. */
  readonly figures: number;
}

/** A file for each run that is done, so that an experiment that was broken off goes on where it was. */
export class KeptRuns<Figures> {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A run of exactly this origin; `undefined` where there is none. */
  async read(origin: RunOrigin): Promise<MeasuredRun<Figures> | undefined> {
    const path = this.#pathOf(origin);
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (!bytes) return undefined;
    const { arrays, metadata } = decodeSafetensors(bytes, { name: path });
    if (metadata.origin !== JSON.stringify(origin)) return undefined;
    const picturesOf = (name: string) => (arrays.get(name) as NdArray | undefined) ?? null; // as they were written
    return {
      figures: JSON.parse(metadata.figures!),
      samples: picturesOf("samples"),
      reconstructions: picturesOf("reconstructions"),
    };
  }

  async write(origin: RunOrigin, { figures, ...pictures }: MeasuredRun<Figures>): Promise<void> {
    const arrays = Object.entries(pictures).flatMap(([name, images]) => (images ? [[name, images] as const] : []));
    const metadata = { origin: JSON.stringify(origin), figures: JSON.stringify(figures) };
    await makeFolder(this.#folder);
    await writeFileAtomically(this.#pathOf(origin), encodeSafetensors(new Map(arrays), metadata));
  }

  #pathOf({ config: { model, seed } }: RunOrigin): string {
    return join(this.#folder, `${model.type}-${seed}.safetensors`);
  }
}
