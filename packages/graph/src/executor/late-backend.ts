import { GenlabError } from "@genlab/core";
import { type DataId, KernelBackend } from "@tensorflow/tfjs-core";
import type { Values } from "../node.js";

interface LateData {
  references: number;
  readonly entries: Promise<Values>;
}

/** Where data are in tfjs that are still on their way from a runtime: they can be awaited, and not be had at once. */
export class LateBackend extends KernelBackend {
  readonly #runtime: string;
  readonly #data = new Map<DataId, LateData>();

  constructor(runtime: string) {
    super();
    this.#runtime = runtime;
  }

  put(entries: Promise<Values>): DataId {
    entries.catch(() => {}); // whoever reads them hears of it
    const dataId: DataId = {};
    this.#data.set(dataId, { references: 1, entries });
    return dataId;
  }

  has(dataId: DataId): boolean {
    return this.#data.has(dataId);
  }

  override read(dataId: DataId): Promise<Values> {
    return this.#data.get(dataId)!.entries;
  }

  override readSync(): never {
    throw new GenlabError(
      `The value of a variable is still with ${this.#runtime}, which cannot give it at once. ` +
        "Fetch it before it is computed with: await trainer.pull().",
    );
  }

  override refCount(dataId: DataId): number {
    return this.#data.get(dataId)?.references ?? 0;
  }

  override incRef(dataId: DataId): void {
    const data = this.#data.get(dataId);
    if (data) data.references += 1;
  }

  decRef(dataId: DataId): void {
    const data = this.#data.get(dataId);
    if (data) data.references -= 1;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const data = this.#data.get(dataId);
    if (!data) return true;
    data.references -= 1;
    if (!force && data.references > 0) return false;
    this.#data.delete(dataId);
    return true;
  }

  override numDataIds(): number {
    return this.#data.size;
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }
}
