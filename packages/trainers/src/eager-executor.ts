import {
  createContext,
  type Executor,
  type NdArray,
  type PendingTerms,
  type Program,
  type StepInputs,
  toTensors,
} from "@genlab/core";
import { dispose, getBackend, keep, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { requireDevice, untilLost } from "./device-loss.js";

/**
 * Runs programs operation by operation on the tfjs backend that is set.
 *
 * @throws GenlabError from `run`, when the backend's device is lost.
 */
export class EagerExecutor implements Executor {
  get name(): string {
    return `eager on ${getBackend()}`;
  }

  async run(programs: readonly Program[], { batch, rng, step }: StepInputs): Promise<readonly PendingTerms[]> {
    const reported: PendingTerms[] = [];
    requireDevice();
    try {
      tidy(() => {
        const tensors = toTensors(batch);
        for (const { run, training = true } of programs) {
          const context = createContext({ rng, step, training });
          tidy(() => {
            const terms = run(tensors, context);
            for (const term of Object.values(terms)) keep(term);
            reported.push(pending(terms));
          });
        }
      });
    } catch (error) {
      for (const terms of reported) terms.dispose();
      requireDevice(); // tfjs' own words for a device that was lost meanwhile are of shaders and textures
      throw error;
    }
    return reported;
  }

  async compute(
    { run, training = true }: Program<Tensor>,
    { batch, rng, step }: StepInputs,
  ): Promise<Readonly<Record<string, NdArray>>> {
    requireDevice();
    const results = tidy(() => {
      const made = run(toTensors(batch), createContext({ rng, step, training }));
      // a result may be a variable, or a tensor that the model keeps
      return Object.fromEntries(Object.entries(made).map(([name, tensor]) => [name, tensor.clone()]));
    });
    try {
      const arrays = Object.entries(results).map(async ([name, tensor]): Promise<[string, NdArray]> => {
        // a copy: a backend may give the array that it computes with
        const data = (await untilLost(tensor.data())).slice();
        return [name, { data, shape: tensor.shape }];
      });
      return Object.fromEntries(await Promise.all(arrays));
    } finally {
      dispose(Object.values(results));
    }
  }

  // variables hold the values themselves
  async pull(): Promise<void> {}
  async push(): Promise<void> {}
}

function pending(terms: Readonly<Record<string, Scalar>>): PendingTerms {
  return {
    async read() {
      const values = Object.entries(terms).map(
        async ([name, term]) => [name, (await untilLost(term.data()))[0]!] as const,
      );
      return Object.fromEntries(await Promise.all(values));
    },
    dispose: () => dispose(Object.values(terms)),
  };
}
