import type { NdArray } from "@genlab/data";
import type { FindStoredOptions, GivenImage, StoredImages } from "@genlab/data/browser";
import { proxy, type Remote, wrap } from "comlink";
import { Life } from "../session/life.js";
import type { ImageStoreHost } from "./image-store-host.js";

export type { FindStoredOptions, GivenImage, StoredImages } from "@genlab/data/browser";

/** Reads pictures in a worker of its own, which keeps them in the browser's storage for this page where it can. */
export class ImageStore {
  readonly #worker: Worker;
  readonly #host: Remote<ImageStoreHost>;
  readonly #life = new Life();

  constructor() {
    this.#worker = new Worker(new URL("./image-store-worker.ts", import.meta.url), {
      type: "module",
      name: "pictures",
    });
    this.#worker.addEventListener("error", ({ message = "its script cannot be loaded" }) =>
      this.#life.end(new Error(`The worker stopped: ${message}`)),
    );
    this.#host = wrap<ImageStoreHost>(this.#worker);
  }

  /** Reads pictures from files, each once: those that were read before are there at once. */
  read(
    given: readonly GivenImage[],
    options: FindStoredOptions,
    onProgress: (done: number, of: number) => void,
  ): Promise<StoredImages> {
    return this.#life.orEnd(this.#host.read(given, options, proxy(onProgress)));
  }

  /** What an earlier visit kept. */
  find(options: FindStoredOptions): Promise<StoredImages | undefined> {
    return this.#life.orEnd(this.#host.find(options));
  }

  forget(folder: string): Promise<void> {
    return this.#life.orEnd(this.#host.forget(folder));
  }

  /** Some of the pictures, `[count, height, width, channels]` in [0, 1]. */
  pick({ values, shape }: StoredImages, indices: readonly number[]): Promise<NdArray> {
    return this.#life.orEnd(this.#host.pick({ values, shape }, indices));
  }

  /** Ends the worker; what was under way is rejected. */
  close(): void {
    this.#life.end(new Error("The pictures are no longer asked for."));
    this.#worker.terminate();
  }
}

/** A file by its name, with the folders that were chosen around it. */
export const givenImage = (file: File): GivenImage => ({ name: file.webkitRelativePath || file.name, file });

/** Whether pictures are there at the next visit. */
export const isKept = ({ values }: StoredImages): boolean => "file" in values;
