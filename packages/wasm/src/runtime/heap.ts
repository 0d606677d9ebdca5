import { GenlabError } from "@genlab/core";

/** A part of a memory. */
export interface Block {
  readonly address: number;
  /** A multiple of 64, as the address is. */
  readonly bytes: number;
}

interface Gap {
  address: number;
  bytes: number;
}

const PAGE = 65536;
/** Vectors may be read past the end of a block, and of the last one. */
const MARGIN = 64;
const MOST_PAGES = 65536;
/** A cache line, and what TensorFlow asks of an array that a tensor lies in. */
const ALIGNMENT = 64;

/** Gives out parts of one WebAssembly memory, which grows and does not shrink. */
export class Heap {
  readonly memory: WebAssembly.Memory;
  /** Of a memory that threads share, how far it may grow. */
  readonly sharedPages: number | undefined;
  /** In order of their addresses, no two of them beside each other. */
  readonly #gaps: Gap[];

  /** @param isStable whether arrays over it keep what they had when it grows, as they do where it is a memory that threads share. Default false. */
  constructor({ isStable = false }: { readonly isStable?: boolean } = {}) {
    this.sharedPages = isStable ? MOST_PAGES : undefined;
    const growth = isStable ? { maximum: MOST_PAGES, shared: true } : {};
    this.memory = new WebAssembly.Memory({ initial: 16, ...growth });
    // nothing lies at 0
    this.#gaps = [{ address: MARGIN, bytes: 16 * PAGE - 2 * MARGIN }];
  }

  /** Whether there is room for so many bytes without growing. */
  hasRoom(size: number): boolean {
    return this.#gaps.some(({ bytes }) => bytes >= roundedUp(size));
  }

  /** @throws GenlabError when there is no more memory. */
  take(size: number): Block {
    const bytes = roundedUp(size);
    const index = this.#gaps.findIndex((gap) => gap.bytes >= bytes);
    if (index < 0) {
      this.#grow(bytes);
      return this.take(size);
    }
    const gap = this.#gaps[index]!;
    const block = { address: gap.address, bytes };
    gap.address += bytes;
    gap.bytes -= bytes;
    if (gap.bytes === 0) this.#gaps.splice(index, 1);
    return block;
  }

  give({ address, bytes }: Block): void {
    const after = this.#gaps.findIndex((gap) => gap.address > address);
    const index = after < 0 ? this.#gaps.length : after;
    const [previous, next] = [this.#gaps[index - 1], this.#gaps[index]];
    const joinsPrevious = previous !== undefined && previous.address + previous.bytes === address;
    const joinsNext = next !== undefined && address + bytes === next.address;
    if (joinsPrevious) {
      previous.bytes += bytes + (joinsNext ? next.bytes : 0);
      if (joinsNext) this.#gaps.splice(index, 1);
    } else if (joinsNext) {
      next.address = address;
      next.bytes += bytes;
    } else this.#gaps.splice(index, 0, { address, bytes });
  }

  #grow(bytes: number): void {
    const { byteLength } = this.memory.buffer;
    const pages = byteLength / PAGE;
    // half as much again, so that it does not grow often
    const wanted = Math.max(Math.ceil((bytes + MARGIN) / PAGE), Math.ceil(pages / 2));
    const more = Math.min(wanted, MOST_PAGES - pages);
    try {
      if (more * PAGE < bytes) throw new RangeError("a memory has no more than 4 GiB");
      this.memory.grow(more);
    } catch (cause) {
      throw new GenlabError(
        `WebAssembly has ${byteLength} bytes of memory and gets no ${bytes} more: ${(cause as Error).message}. Use a smaller batch or model.`,
        { cause },
      );
    }
    this.give({ address: byteLength - MARGIN, bytes: more * PAGE });
  }
}

const roundedUp = (size: number): number => Math.max(1, Math.ceil(size / ALIGNMENT)) * ALIGNMENT;
