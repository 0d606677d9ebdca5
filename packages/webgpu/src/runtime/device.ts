import { GenlabError } from "@genlab/core";
import type { Values } from "@genlab/graph";
import { type Block, Pool } from "./pool.js";
import { Readings } from "./readings.js";

/** Values of `GPUBufferUsage`, which is not there in Node. */
const COPY_SRC = 0x4;
const COPY_DST = 0x8;
const STORAGE = 0x80;

/** After so many submissions it waits until those before them are done: a page would queue up without end. */
const MOST_QUEUED = 8;

/** A GPU: its buffers, its kernels, and the one queue in which everything happens in order. */
export class Device {
  readonly #device: GPUDevice;
  readonly #pool: Pool;
  readonly #readings: Readings;
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();
  #error: string | undefined;
  #isDisposed = false;
  #submissions = 0;
  #earlier: Promise<unknown> = Promise.resolve();
  readonly #collected = new FinalizationRegistry<readonly Block[]>((blocks) => {
    for (const block of blocks) this.give(block);
  });

  constructor(device: GPUDevice, onLost: () => void) {
    this.#device = device;
    const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
    this.#pool = new Pool(device, STORAGE | COPY_SRC | COPY_DST, Math.min(maxBufferSize, maxStorageBufferBindingSize));
    this.#readings = new Readings(device, {
      check: () => this.check(),
      onFault: () => {
        this.#error ??=
          "An index lies outside of what it is taken from, in a step that ran since values were last read. " +
          "Go on from the last checkpoint with a new executor.";
      },
    });
    void device.lost.then(({ message }) => {
      if (this.#isDisposed) return;
      this.#error = `The GPU was lost${message ? ` (${message})` : ""}. Go on from the last checkpoint with a new executor.`;
      onLost();
    });
    device.addEventListener("uncapturederror", ({ error }) => {
      this.#error ??= `The GPU failed: ${error.message}`;
    });
  }

  get bytes(): number {
    return this.#pool.bytes;
  }

  /** Storage buffers that a kernel may have. */
  get mostBuffers(): number {
    return this.#device.limits.maxStorageBuffersPerShaderStage;
  }

  take(entries: number): Block {
    this.check();
    return this.#pool.take(4 * entries);
  }

  give(block: Block): void {
    this.#pool.give(block);
  }

  /** @throws GenlabError for a value of more entries than there can be. */
  requireRoom(entries: number): void {
    this.#pool.requireRoom(4 * entries);
  }

  /** Has blocks given back when who has them is forgotten: an executor forgets the programs of models that are gone. */
  keepFor(owner: object, blocks: readonly Block[]): void {
    this.#collected.register(owner, blocks, owner);
  }

  release(owner: object, blocks: readonly Block[]): void {
    this.#collected.unregister(owner);
    for (const block of blocks) this.give(block);
  }

  write({ buffer }: Block, entries: Values): void {
    this.#readings.flush();
    const words = entries instanceof Uint8Array ? Uint32Array.from(entries) : entries;
    this.#device.queue.writeBuffer(buffer, 0, words as Float32Array<ArrayBuffer>);
  }

  /** The first bytes as they are once everything that was started before is done. Those that are asked for together come together. */
  async read(block: Block, bytes: number): Promise<ArrayBuffer> {
    this.check();
    return this.#readings.read(block, bytes);
  }

  /** Where kernels say that an index pointed nowhere. */
  fault(): Block {
    const known = this.#readings.fault;
    if (known) return known;
    const fault = this.take(1);
    this.write(fault, Int32Array.of(0));
    this.#readings.fault = fault;
    return fault;
  }

  /** A kernel, compiled once for the same text. */
  pipeline(code: string): Promise<GPUComputePipeline> {
    const known = this.#pipelines.get(code);
    if (known) return known;
    const module = this.#device.createShaderModule({ code });
    const pipeline = this.#device.createComputePipelineAsync({
      layout: "auto",
      compute: { module, entryPoint: "main" },
    });
    this.#pipelines.set(code, pipeline);
    return pipeline;
  }

  group(pipeline: GPUComputePipeline, blocks: readonly Block[]): GPUBindGroup {
    const entries = blocks.map(({ buffer }, binding) => ({ binding, resource: { buffer } }));
    return this.#device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  }

  submit(encode: (encoder: GPUCommandEncoder) => void): void {
    this.#readings.flush();
    const encoder = this.#device.createCommandEncoder();
    encode(encoder);
    this.#device.queue.submit([encoder.finish()]);
    this.#submissions += 1;
  }

  /** Waits where much has queued up. */
  async pace(): Promise<void> {
    if (this.#submissions < MOST_QUEUED) return;
    this.#submissions = 0;
    const before = this.#earlier;
    this.#earlier = this.#device.queue.onSubmittedWorkDone().catch(() => {});
    await before;
  }

  /** @throws GenlabError where nothing more can come of it. */
  check(): void {
    if (this.#isDisposed) throw new GenlabError("The device was disposed of.");
    if (this.#error !== undefined) throw new GenlabError(this.#error);
  }

  /** Frees everything, once. */
  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#readings.flush();
    this.#isDisposed = true;
    await this.#device.queue.onSubmittedWorkDone().catch(() => {});
    this.#pool.dispose();
    this.#readings.dispose();
    this.#pipelines.clear();
    this.#device.destroy();
  }
}
