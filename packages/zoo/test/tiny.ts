import { type ModelConfiguration, models } from "@genlab/zoo";

const small = { latent: 2, hidden: [5], channels: [2, 3] };
/** What else is large by default. */
const smaller: Readonly<Record<string, object>> = {
  "factor-vae": { discriminatorHidden: [4] },
  "vq-gan": { channels: [2, 3], codes: 4, features: 2, priorComponents: 3, start: 2 },
  "staged-autoencoder-gan": { pretrainingSteps: 3, adversarialSteps: 3 },
  "ladder-vae": { upperLatent: 1, upperHidden: [4] },
  "two-stage-vae": { codeHidden: [4], firstSteps: 2 },
  "vamp-vae": { components: 3 },
  "vq-vae": { codes: 4, priorComponents: 3 },
};

/** Examples for all of them. */
export const shape = [4, 4, 1];

/** Every recipe of the zoo at a size for tests, by its type. */
export const tiny = (Object.keys(models) as ModelConfiguration["type"][]).map((type) => {
  const known = Object.entries({ ...small, ...smaller[type] }).filter(([key]) => key in models[type].settings);
  return [type, { type, ...Object.fromEntries(known) } as ModelConfiguration] as const;
});
