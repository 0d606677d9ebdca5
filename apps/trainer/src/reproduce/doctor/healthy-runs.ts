import type { PartialConfig } from "../../config/run-config.js";
import type { DoctorCase } from "./doctor-case.js";

const dense = { network: "dense", hidden: [64] };
const moons = { type: "moons", examples: 2000 };
const ring = { type: "ring", examples: 2000 };
const slow = { type: "adam", learningRate: 5e-4, beta1: 0.5 };

/** Models of the zoo, small, at rates that suit them. */
export const healthyRuns: readonly DoctorCase[] = [
  run("autoencoder"),
  run("denoising-autoencoder"),
  run("sparse-autoencoder", { optimizer: { type: "adam", learningRate: 5e-3 } }),
  run("contractive-autoencoder"),
  run("vae"),
  run("vae", { data: moons, model: { latent: 2 } }),
  run("vae", { model: { network: "convolutional", channels: [8, 16] } }),
  run("conditional-vae"),
  run("iwae"),
  run("beta-tc-vae"),
  run("info-vae"),
  run("vamp-vae"),
  run("flow-vae"),
  run("vq-vae", { model: { latent: 8, places: 8, codes: 64 } }),
  run("gan", { model: { latent: 16 }, optimizer: slow }),
  run("gan", { data: ring, model: { latent: 8, hidden: [64, 64] }, optimizer: slow }),
  run("wgan-gp", { model: { latent: 16 } }),
  run("info-gan", { model: { latent: 16 }, optimizer: slow }),
  run("adversarial-autoencoder"),
  run("wae-mmd"),
  run("autoencoder-in-gan", { optimizer: slow }),
  run("vae-gan"),
  run("bi-gan"),
  run("alpha-gan"),
];

function run(type: string, { model, ...config }: { readonly model?: PartialConfig } & PartialConfig = {}): DoctorCase {
  const of = typeof config.data === "object" ? ` on ${Reflect.get(config.data ?? {}, "type")}` : "";
  const network = model?.network === undefined ? "" : ", convolutions";
  return { title: `${type}${of}${network}`, config: { ...config, model: { type, ...dense, ...model } } };
}
