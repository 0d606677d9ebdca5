import { roomFor } from "./bytes-of.js";

/** What deflate makes of a byte, at most. https://zlib.net/zlib_tech.html */
const MOST_EXPANSION = 1032;

const PIECE = 1 << 16;

/** Compressed bytes that are unpacked as far as they are asked for. */
export interface Expansion {
  /** The next bytes, fewer where there are no more. It rejects where what is packed is damaged. */
  read(length: number): Promise<Uint8Array>;
  /** Whether nothing follows, checksums included. */
  isAtEnd(): Promise<boolean>;
  /** Has to be called by who does not read to the end. */
  stop(): Promise<void>;
}

/** Unpacks with the platform's own `DecompressionStream`, which runs no further than a piece ahead of what is read. */
export function expand(packed: Uint8Array, format: "gzip" | "deflate-raw", name: string): Expansion {
  const reader = piecesOf(packed).pipeThrough(new DecompressionStream(format)).getReader();
  let piece: Uint8Array = new Uint8Array(0);
  const hasMore = async () => {
    while (piece.length === 0) {
      const { value, done } = await reader.read();
      if (done) return false;
      piece = value;
    }
    return true;
  };
  return {
    async read(length) {
      const bytes = roomFor(Math.min(length, MOST_EXPANSION * packed.length), name);
      let filled = 0;
      while (filled < bytes.length && (await hasMore())) {
        const taken = piece.subarray(0, bytes.length - filled);
        bytes.set(taken, filled);
        filled += taken.length;
        piece = piece.subarray(taken.length);
      }
      return bytes.subarray(0, filled);
    },
    isAtEnd: async () => !(await hasMore()),
    stop: () => reader.cancel().catch(() => {}), // a damaged stream says again that it is damaged
  };
}

function piecesOf(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let start = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (start >= bytes.length) return controller.close();
        // a copy: memory that is shared with other threads is not taken
        controller.enqueue(new Uint8Array(bytes.subarray(start, start + PIECE)));
        start += PIECE;
      },
    },
    { highWaterMark: 1 },
  );
}
