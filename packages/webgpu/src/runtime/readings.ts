import { GenlabError } from "@genlab/core";
import { type Block, Pool } from "./pool.js";

/** Values of `GPUBufferUsage` and `GPUMapMode`, which are not there in Node. */
const MAP_READ = 0x1;
const COPY_DST = 0x8;
const READ = 0x1;

/** Of the fault, which comes with every transfer. */
const FAULT_BYTES = 4;

interface Reading {
  readonly copies: { readonly block: Block; readonly offset: number; readonly bytes: number }[];
  bytes: number;
  readonly result: Promise<ArrayBuffer>;
  readonly settle: (result: Promise<ArrayBuffer>) => void;
}

interface Owner {
  /** @throws GenlabError where nothing more can come of the device. */
  readonly check: () => void;
  /** Hears that a kernel has met an index that points nowhere; `check` throws from then on. */
  readonly onFault: () => void;
}

/** What comes back from a GPU: all that is asked for at once in one transfer, as far as a buffer goes. */
export class Readings {
  /** Where kernels say that an index pointed nowhere. */
  fault: Block | undefined;
  readonly #device: GPUDevice;
  readonly #owner: Owner;
  readonly #staging: Pool;
  /** What was asked for and is not submitted yet. */
  #reading: Reading | undefined;

  constructor(device: GPUDevice, owner: Owner) {
    this.#device = device;
    this.#owner = owner;
    this.#staging = new Pool(device, MAP_READ | COPY_DST, device.limits.maxBufferSize);
  }

  /** The first bytes of a block as they are at the call. */
  async read(block: Block, bytes: number): Promise<ArrayBuffer> {
    if (this.#reading && !this.#staging.hasRoom(this.#reading.bytes + bytes + FAULT_BYTES)) this.flush();
    this.#reading ??= this.#start();
    const { copies, bytes: offset, result } = this.#reading;
    copies.push({ block, offset, bytes });
    this.#reading.bytes += bytes;
    return (await result).slice(offset, offset + bytes);
  }

  /** Submits what is to be read before anything else changes it. */
  flush(): void {
    const reading = this.#reading;
    if (!reading) return;
    this.#reading = undefined;
    reading.settle(this.#fetch(reading));
  }

  dispose(): void {
    this.#staging.dispose();
  }

  #start(): Reading {
    let settle: Reading["settle"] = () => {};
    const result = new Promise<ArrayBuffer>((resolve) => {
      settle = resolve;
    });
    queueMicrotask(() => this.flush());
    return { copies: [], bytes: 0, result, settle };
  }

  async #fetch({ copies, bytes }: Reading): Promise<ArrayBuffer> {
    this.#owner.check();
    const { fault } = this;
    const staging = this.#staging.take(bytes + FAULT_BYTES);
    const encoder = this.#device.createCommandEncoder();
    for (const { block, offset, bytes: size } of copies) {
      if (size > 0) encoder.copyBufferToBuffer(block.buffer, 0, staging.buffer, offset, size);
    }
    if (fault) encoder.copyBufferToBuffer(fault.buffer, 0, staging.buffer, bytes, FAULT_BYTES);
    this.#device.queue.submit([encoder.finish()]);
    try {
      await staging.buffer.mapAsync(READ, 0, bytes + FAULT_BYTES);
    } catch (cause) {
      await this.#device.queue.onSubmittedWorkDone().catch(() => {});
      this.#owner.check();
      throw new GenlabError(`The GPU gave nothing back: ${(cause as Error).message}`, { cause });
    }
    const result = staging.buffer.getMappedRange(0, bytes + FAULT_BYTES).slice(0);
    staging.buffer.unmap();
    this.#staging.give(staging);
    if (fault && new Int32Array(result, bytes, 1)[0] !== 0) this.#owner.onFault();
    this.#owner.check();
    return result;
  }
}
