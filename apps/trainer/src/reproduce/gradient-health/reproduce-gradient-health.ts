import { deepNetworks, healthSubjects } from "./deep-models.js";
import type { HealthResult } from "./health-table.js";
import { type MeasureOptions, measureGradients } from "./measure-gradients.js";

export interface ReproduceGradientHealthOptions extends MeasureOptions {
  readonly onResult: (result: HealthResult) => void;
}

/**
 * Does an autoencoder inside a GAN keep the gradients of a deep generator from vanishing? Trains GANs that are too deep for their
 * activations, with and without the autoencoder, and measures the gradient of each layer of the generator.
 */
export async function reproduceGradientHealth({
  onResult,
  ...options
}: ReproduceGradientHealthOptions): Promise<readonly HealthResult[]> {
  const results: HealthResult[] = [];
  for (const networks of deepNetworks) {
    for (const subject of healthSubjects) {
      const measured = await measureGradients(subject, networks, options);
      const result = { networks: networks.title, subject: subject.title, measured };
      results.push(result);
      onResult(result);
    }
  }
  return results;
}
