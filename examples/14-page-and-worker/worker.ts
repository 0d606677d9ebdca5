import { createVae, fit, fromArrays, type NdArray, sample } from "genlab";

self.onmessage = async ({ data: x }: MessageEvent<NdArray>) => {
  const shape = x.shape.slice(1); // [16, 16, 3]
  const model = await fit((rng) => createVae({ shape, latent: 8 }, rng), fromArrays({ x }), {
    steps: 200,
    reportEvery: 10,
    onReport: ({ step, losses }) => postMessage({ step, total: losses.vae!.total }),
  });
  postMessage({ samples: await sample(model, 8) });
};
