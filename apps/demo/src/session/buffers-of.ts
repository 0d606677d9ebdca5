/** The buffers of all typed arrays in a tree, each once: what a message transfers instead of copying. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (node: unknown) => {
    if (ArrayBuffer.isView(node)) {
      if (node.buffer instanceof ArrayBuffer && node.byteLength === node.buffer.byteLength) found.add(node.buffer);
    } else if (typeof node === "object" && node !== null) for (const child of Object.values(node)) visit(child);
  };
  visit(value);
  return [...found];
}
