import {
  createContext,
  type Executor,
  type PendingTerms,
  type Program,
  type StepInputs,
  toTensors,
} from "@genlab/core";
import { dispose, getBackend, keep, type Scalar, tidy } from "@tensorflow/tfjs-core";
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
