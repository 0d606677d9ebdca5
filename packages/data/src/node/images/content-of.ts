import { createHash } from "node:crypto";

/** What tells the bytes of a file from others: how many there are, and 128 bits of their SHA-256. */
export const contentOf = (bytes: Uint8Array): string =>
  `${bytes.length}-${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}`;
