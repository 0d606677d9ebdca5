import { models } from "./models.js";

/** By type of model, what its settings were where they were not given, before the default that they have now. */
const former: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "capacity-vae": { gamma: 1000 },
  "adversarial-autoencoder": { encoderBatchNorm: "off", batchNorm: "auto" },
  "supervised-adversarial-autoencoder": { encoderBatchNorm: "off", batchNorm: "auto" },
  "wae-gan": { encoderBatchNorm: "off" },
  "wae-mmd": { encoderBatchNorm: "off" },
  "staged-autoencoder-gan": { encoderBatchNorm: "off", batchNorm: "auto" },
  "autoencoder-in-gan": {
    encoderBatchNorm: "off",
    batchNorm: "auto",
    discriminatorBatchNorm: "off",
    reconstructionWeight: 1,
  },
  "vae-gan": { encoderBatchNorm: "off", batchNorm: "auto", featureLayer: "auto" },
  "weighted-vae-gan": { encoderBatchNorm: "off", batchNorm: "auto" },
  "bi-gan": { encoderBatchNorm: "off" },
  veegan: { encoderBatchNorm: "off", stochastic: true, reconstructionWeight: 1 },
  "alpha-gan": { encoderBatchNorm: "off", batchNorm: "auto", reconstructionWeight: 10 },
  age: { encoderBatchNorm: "off", batchNorm: "auto", codeWeight: 1000 },
  "soft-intro-vae": { encoderBatchNorm: "off", batchNorm: "auto", reconstructionWeight: 1, beta: 1 },
  began: { batchNorm: "auto", rate: 1e-3 },
  ebgan: { encoderBatchNorm: "off", batchNorm: "auto", unit: "one", margin: 10, pullAwayWeight: 0.1 },
  gan: { freshBatches: false, augmentation: false },
  "wgan-gp": { freshBatches: false, augmentation: false },
  "tabular-gan": { freshBatches: false, augmentation: false, pack: 10, discriminatorSteps: 1 },
};

/**
 * A saved configuration with what its model's settings were by default when it was saved. Runs note all settings since; an older one notes
 * what was given alone. Whoever changes a default, or adds a setting whose default is not what there was, notes the former value here.
 */
export function withFormerDefaults<Model extends { readonly type: string }>(model: Model): Model {
  return { ...formerChannels(model), ...(Object.hasOwn(former, model.type) && former[model.type]), ...model };
}

/** Convolutions halved images of any size twice; dense networks have no channels. */
function formerChannels({ type, network }: { readonly type: string; readonly network?: unknown }): object {
  const { channels }: { readonly channels?: object } = models[type as keyof typeof models]?.settings ?? {};
  if (!channels || !("first" in channels) || network === "dense") return {};
  const first = channels.first as number;
  return { channels: [first, 2 * first] };
}
