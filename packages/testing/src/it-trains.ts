import { describe, expect, it } from "vitest";
import { notFinite } from "./step-losses.js";
import { FEW, type RecordedTraining } from "./train-recorded.js";

/** In milliseconds: a training takes less than a second, where nothing else runs. */
const TIMEOUT = 120_000;

/** What every training of a model promises. Gives the training that its tests look at, which is made once. */
export function itTrains(how: string, train: () => Promise<RecordedTraining>): () => Promise<RecordedTraining> {
  let made: Promise<RecordedTraining> | undefined;
  const training = () => {
    made ??= train();
    return made;
  };
  describe(`that trains ${how}`, { timeout: TIMEOUT }, () => {
    it("reports finite losses of every phase", async () => {
      const { losses, phases } = await training();
      expect([...new Set(losses.flatMap((step) => Object.keys(step)))].sort()).toEqual([...phases].sort());
      expect(losses.flatMap((step, i) => notFinite(step).map((what) => `${what} at step ${i}`))).toEqual([]);
    });

    it("holds no tensor after a step", async () => {
      const { first, last } = (await training()).tensors;
      expect(last).toBe(first);
    });

    it("begins the same from the same seed", async () => {
      const { losses, begun } = await training();
      expect(begun).toEqual(losses.slice(0, FEW));
    });

    it("goes on from a checkpoint as if it had never stopped", async () => {
      const { losses, resumed, differing } = await training();
      expect(resumed).toEqual(losses.slice(-FEW));
      expect(differing).toEqual([]);
    });
  });
  return training;
}
