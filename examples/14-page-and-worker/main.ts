import type { NdArray } from "genlab";

const SIZE = 16;
const files = document.querySelector<HTMLInputElement>("#files")!;
const status = document.querySelector("#status")!;
const canvas = document.querySelector("canvas")!;

files.onchange = async () => {
  const images = await Promise.all([...files.files!].map(pixelsOf));
  const data = new Float32Array(images.flatMap((image) => [...image]));
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data: { step, total, samples } }) => {
    status.textContent = samples ? "Trained." : `Step ${step}: ${total.toFixed(1)} nats`;
    if (!samples) return;
    draw(samples);
    worker.terminate();
  };
  worker.postMessage({ data, shape: [images.length, SIZE, SIZE, 3] }, [data.buffer]);
};

/** The middle square of a picture as `[16, 16, 3]`, in [0, 1], on white where one sees through it. */
async function pixelsOf(file: File): Promise<Float32Array> {
  const image = await createImageBitmap(file);
  const side = Math.min(image.width, image.height);
  const context = new OffscreenCanvas(SIZE, SIZE).getContext("2d")!;
  context.fillStyle = "white";
  context.fillRect(0, 0, SIZE, SIZE);
  context.drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, SIZE, SIZE);
  const { data } = context.getImageData(0, 0, SIZE, SIZE);
  return Float32Array.from(
    data.filter((_, i) => i % 4 < 3),
    (byte) => byte / 255,
  );
}

function draw({ data, shape }: NdArray): void {
  const [count, height, width] = shape as [number, number, number];
  const context = canvas.getContext("2d")!;
  const scale = canvas.width / (count * width);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  for (let i = 0; i < count * height * width; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const color = [0, 1, 2].map((channel) => Math.round(255 * data[3 * i + channel]!));
    context.fillStyle = `rgb(${color})`;
    context.fillRect(x + width * Math.floor(y / height), y % height, 1, 1);
  }
}
