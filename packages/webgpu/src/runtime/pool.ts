import { GenlabError } from "@genlab/core";

/** Room for entries on the device. */
export interface Block {
  readonly buffer: GPUBuffer;
  readonly bytes: number;
  /** No other has it. */
  readonly id: number;
}

/** Buffers of a few sizes, which are given out again. */
export class Pool {
  readonly #device: GPUDevice;
  readonly #usage: GPUBufferUsageFlags;
  readonly #most: number;
  readonly #spare = new Map<number, Block[]>();
  readonly #all = new Set<Block>();
  #count = 0;

  /** Of buffers of so many bytes at the most. */
  constructor(device: GPUDevice, usage: GPUBufferUsageFlags, most: number) {
    this.#device = device;
    this.#usage = usage;
    this.#most = most;
  }

  /** Of all blocks, whether they are in use or not. */
  get bytes(): number {
    return [...this.#all].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** One with any entries. @throws GenlabError for more bytes than the device has in one buffer. */
  take(size: number): Block {
    const bytes = sizeClass(size);
    const spare = this.#spare.get(bytes)?.pop();
    if (spare) return spare;
    this.requireRoom(size);
    const block = { buffer: this.#device.createBuffer({ size: bytes, usage: this.#usage }), bytes, id: this.#count };
    this.#count += 1;
    this.#all.add(block);
    return block;
  }

  /** @throws GenlabError for more bytes than the device has in one buffer. */
  requireRoom(size: number): void {
    if (!this.hasRoom(size)) {
      throw new GenlabError(
        `A value of ${size} bytes is more than the GPU has in one buffer, ${this.#most} bytes. Use a smaller batch or model.`,
      );
    }
  }

  hasRoom(size: number): boolean {
    return sizeClass(size) <= this.#most;
  }

  give(block: Block): void {
    const spare = this.#spare.get(block.bytes);
    if (spare) spare.push(block);
    else this.#spare.set(block.bytes, [block]);
  }

  dispose(): void {
    for (const { buffer } of this.#all) buffer.destroy();
    this.#all.clear();
    this.#spare.clear();
  }
}

const LEAST = 256;

/** Four sizes for each power of two: values of almost the same size have each other's buffers. */
export function sizeClass(size: number): number {
  if (size <= LEAST) return LEAST;
  const step = 2 ** (Math.floor(Math.log2(size)) - 2);
  return Math.ceil(size / step) * step;
}
