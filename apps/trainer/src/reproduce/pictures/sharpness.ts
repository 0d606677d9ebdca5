import type { NdArray } from "@genlab/data";

/**
 * How sharp images are: the variance of each image under the filter `[0 1 0; 1 −4 1; 0 1 0]`, where it fits, and the mean over images and
 * channels. Blurred images have less than the data, and speckled ones more.
 *
 * Tolstikhin et al. 2018 measure samples so, https://arxiv.org/abs/1711.01558
 *
 * @param images `[count, height, width, channels]`
 */
export function sharpness({ data, shape }: NdArray): number {
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  let total = 0;
  for (let index = 0; index < count * channels; index++) {
    const [image, channel] = [Math.floor(index / channels), index % channels];
    const at = (row: number, column: number) => data[((image * height + row) * width + column) * channels + channel]!;
    let [sum, squares] = [0, 0];
    for (let row = 1; row < height - 1; row++) {
      for (let column = 1; column < width - 1; column++) {
        const around = at(row - 1, column) + at(row + 1, column) + at(row, column - 1) + at(row, column + 1);
        const response = around - 4 * at(row, column);
        sum += response;
        squares += response ** 2;
      }
    }
    const places = (height - 2) * (width - 2);
    total += squares / places - (sum / places) ** 2;
  }
  return total / (count * channels);
}
