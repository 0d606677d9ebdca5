// A VAE of 8×8 digits, from data to samples. Run it with: npx -y pnpm@12 examples 01
import { digits, fit, sample } from "genlab";

const model = await fit({ type: "vae", latent: 8 }, await digits({ part: "train" }), {
  steps: 500,
  onReport: ({ step, losses }) => console.log(step, losses.vae), // { total, reconstruction, kl }, nats per example
});

const { data, shape } = await sample(model, 4); // [4, 8, 8, 1], in [0, 1]
const [count, height, width] = shape as [number, number, number];
for (let row = 0; row < height; row++) {
  const line = (image: number) =>
    Array.from({ length: width }, (_, column) => shade(data[(image * height + row) * width + column]!));
  console.log(Array.from({ length: count }, (_, image) => line(image).join("")).join("  "));
}

function shade(value: number): string {
  return " .:-=+*#%@"[Math.min(9, Math.floor(value * 10))]!.repeat(2);
}
