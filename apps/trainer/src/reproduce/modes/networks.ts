/** Of all models: published ones are wider, and their discriminators have maxout layers. */
export const networks = { latent: 2, network: "dense", hidden: [128, 128, 128] } as const;
