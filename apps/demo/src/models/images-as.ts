import type { Examples } from "./digits-as.js";

/** What a browser can draw. */
export const isImage = ({ name, type }: { readonly name: string; readonly type: string }): boolean =>
  type.startsWith("image/") || /\.(png|jpe?g|gif|webp|bmp|avif)$/i.test(name);

/** Pictures as examples of a shape: cut to it about the middle and scaled; grey where there is one channel. */
export async function imagesAs(shape: readonly number[], files: readonly File[], invert: boolean): Promise<Examples> {
  const [height = 1, width = 1, channels = 1] = shape;
  const size = height * width * channels;
  const data = new Float32Array(files.length * size);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  for (const [index, file] of files.entries()) {
    const picture = await createImageBitmap(file).catch(() => {
      throw new Error(file.name);
    });
    const scale = Math.max(width / picture.width, height / picture.height);
    const [shownWidth, shownHeight] = [picture.width * scale, picture.height * scale];
    context.fillStyle = invert ? "white" : "black"; // behind what is transparent
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, (width - shownWidth) / 2, (height - shownHeight) / 2, shownWidth, shownHeight);
    picture.close();
    const pixels = context.getImageData(0, 0, width, height).data;
    writeLevels(pixels, data.subarray(index * size, (index + 1) * size), channels, invert);
  }
  return { x: { data, shape: [files.length, height, width, channels] }, y: null };
}

function writeLevels(pixels: Uint8ClampedArray, image: Float32Array, channels: number, invert: boolean): void {
  for (let i = 0; i < image.length / channels; i++) {
    const [red, green, blue] = [pixels[4 * i]!, pixels[4 * i + 1]!, pixels[4 * i + 2]!];
    const grey = 0.299 * red + 0.587 * green + 0.114 * blue;
    const levels = channels === 3 ? [red, green, blue] : Array.from({ length: channels }, () => grey);
    levels.forEach((level, channel) => {
      image[i * channels + channel] = invert ? 1 - level / 255 : level / 255;
    });
  }
}
