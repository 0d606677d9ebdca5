import { type ArrayBatch, GenlabError, type Phase, type Program } from "@genlab/core";

/** Programs that follow one another on the same batch. */
export interface BatchUpdates<Batch> {
  readonly batch: Batch;
  readonly programs: readonly Program[];
}

interface PhaseProgram {
  readonly phase: Phase;
  readonly program: Program;
}

/** Batches that a step of these phases takes: as many as the one with the most repeats that takes another for each. */
export const batchesFor = (phases: readonly Phase[]): number =>
  Math.max(...phases.map(({ repeats = 1, freshBatches = false }) => (freshBatches ? repeats : 1)));

/**
 * The updates of a step, in order. Repeats with batches of their own take them in order and end at the last one, which all others take.
 *
 * @param after what follows all phases
 */
export function stepUpdates<Batch>(
  phases: readonly PhaseProgram[],
  batches: readonly Batch[],
  after: readonly Program[],
): readonly BatchUpdates<Batch>[] {
  const last = batches.at(-1)!;
  const updates = phases.flatMap(({ phase: { repeats = 1, freshBatches = false }, program }) =>
    Array.from({ length: repeats }, (_, i) => ({
      program,
      batch: freshBatches ? (batches.at(i - repeats) ?? last) : last,
    })),
  );
  const together: { readonly batch: Batch; readonly programs: Program[] }[] = [];
  for (const { program, batch } of [...updates, ...after.map((program) => ({ program, batch: last }))]) {
    const current = together.at(-1);
    if (current?.batch === batch) current.programs.push(program);
    else together.push({ batch, programs: [program] });
  }
  return together;
}

/** So many batches at a time, of which one update is. A single batch is for all updates. */
export function grouped(batches: readonly ArrayBatch[], size: number): readonly (readonly ArrayBatch[])[] {
  if (batches.length === 1) return [batches];
  return Array.from({ length: batches.length / size }, (_, i) => batches.slice(i * size, (i + 1) * size));
}

/** @throws GenlabError unless there is a batch for each, or one for all. */
export function requireBatchCount(given: number, needed: number): void {
  if (given === needed || given === 1) return;
  const expected = needed === 1 ? "one" : `${needed}, as \`batchesPerStep\` says, or one that all updates share`;
  throw new GenlabError(`The trainer got ${given} batches for a step. Give ${expected}.`);
}
