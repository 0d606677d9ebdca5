import { count } from "@genlab/core";

/** What every generator has a setting for. */
export const generatorSettings = {
  latent: count("Features of the noise."),
  condition: count("Size of the condition of the context, such as a one-hot class; 0: none.", { default: 0, min: 0 }),
};
