/**
 * Adam with twice its usual rate, for trainings of thousands of steps: a choice of ours. A VAE on MNIST had, in the features of a small
 * classifier, a Fréchet distance of 3.5 for 4.2 after 2000 steps.
 */
export const quickAdam = { type: "adam", learningRate: 2e-3 } as const;
