import type { NdArray } from "@genlab/data";

/** Images of 1/`factor` of the width and height; each pixel is the mean of those it stands for. */
export function shrink(images: NdArray, factor: number): NdArray {
  const [count = 0, height = 1, width = 1, channels = 1] = images.shape;
  const [rows, columns] = [Math.floor(height / factor), Math.floor(width / factor)];
  const data = new Float32Array(count * rows * columns * channels);
  let next = 0;
  for (let index = 0; index < count; index++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        for (let channel = 0; channel < channels; channel++) {
          let sum = 0;
          for (let y = row * factor; y < (row + 1) * factor; y++) {
            for (let x = column * factor; x < (column + 1) * factor; x++) {
              sum += images.data[((index * height + y) * width + x) * channels + channel]!;
            }
          }
          data[next++] = sum / factor ** 2;
        }
      }
    }
  }
  return { data, shape: [count, rows, columns, channels] };
}
