/** Bytes of WebAssembly, in pieces that stand one after the other. */
export type Code = number | readonly Code[];

export const NOTHING: Code = [];

/** All bytes in order. */
export function bytesOf(code: Code): number[] {
  const bytes: number[] = [];
  const stack: Code[] = [code];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === "number") bytes.push(next);
    else for (let i = next.length - 1; i >= 0; i--) stack.push(next[i]!);
  }
  return bytes;
}
