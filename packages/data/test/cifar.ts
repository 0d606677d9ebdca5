/**
 * A binary file of CIFAR, as https://www.cs.toronto.edu/~kriz/cifar.html describes it. Of image i, pixel p has the levels p + i, p + i + 10 and
 * p + i + 20, modulo 256.
 */
export function cifarFile(labels: readonly (readonly number[])[]): Uint8Array {
  const planes = (image: number) =>
    [0, 10, 20].flatMap((more) => Array.from({ length: 1024 }, (_, pixel) => (pixel + image + more) % 256));
  return Uint8Array.from(labels.flatMap((own, image) => [...own, ...planes(image)]));
}
