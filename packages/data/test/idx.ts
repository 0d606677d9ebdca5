/** The bytes of an IDX file, as https://web.archive.org/web/2022/http://yann.lecun.com/exdb/mnist/ describes it. */
export function idx(code: number, shape: readonly number[], body: readonly number[] | Uint8Array): Uint8Array {
  const sizes = shape.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  return Uint8Array.from([0, 0, code, shape.length, ...sizes, ...body]);
}

/** `count` images of 28 × 28 whose pixels are the number of the image, and labels 0, 1, 2, … */
export function smallMnist(count: number): { readonly images: Uint8Array; readonly labels: Uint8Array } {
  const pixels = Uint8Array.from({ length: count * 784 }, (_, index) => Math.floor(index / 784));
  return {
    images: idx(0x08, [count, 28, 28], pixels),
    labels: idx(
      0x08,
      [count],
      Uint8Array.from({ length: count }, (_, index) => index % 10),
    ),
  };
}
