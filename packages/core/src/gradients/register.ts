/** placeholder, replaced by the gradients work */
export function registerGradients(): void {}
