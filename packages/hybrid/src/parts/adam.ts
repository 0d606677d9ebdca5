/** DCGAN's: Radford et al. 2015, https://arxiv.org/abs/1511.06434 */
export const dcganAdam = { type: "adam", learningRate: 2e-4, beta1: 0.5 } as const;

/** DCGAN's with a higher rate, for trainings of thousands of steps: a choice of ours. */
export const gameAdam = { ...dcganAdam, learningRate: 5e-4 } as const;
