import {
  type Executor,
  GenlabError,
  type GivenBatch,
  type ImageBatch,
  type Model,
  type Phase,
  type Program,
  type Rng,
  refuseUnknown,
  requireMethods,
} from "@genlab/core";
import { EagerExecutor } from "./eager-executor.js";
import { phaseLoss } from "./phase-loss.js";
import { requireData, requireLabelsOf } from "./require-data.js";
import { phasesOf, requireBatches } from "./require-training.js";
import { countOf, wholeBatches } from "./whole-batches.js";

export interface EvaluateOptions {
  readonly rng: Rng;
  /** The step whose scheduled weights to use. Default 0. */
  readonly step?: number;
  /** What computes. Default: an `EagerExecutor`, on the backend that is set. */
  readonly executor?: Executor;
}

/** Mean terms by phase, and of how many examples they are. */
export type Evaluation = Readonly<Record<string, Readonly<Record<string, number>> & { readonly examples: number }>>;

/**
 * Every phase's terms in evaluation mode, averaged over all examples of the data: a batch counts by its size. A model that needs whole
 * packs (`batchMultiple`) leaves out what is left at the end; `examples` says how many were taken.
 *
 * @throws GenlabError when there is no example, or the model is not for them.
 *
 * @example
 * ```ts
 * import { batches, createRng, createVae, digits, evaluate } from "genlab";
 *
 * const rng = createRng(1);
 * const model = createVae({ shape: [8, 8, 1], latent: 2, network: "dense", hidden: [8] }, rng);
 * const { examples } = await evaluate(model, batches(await digits({ part: "test" }), { batchSize: 99, epochs: 1 }), { rng });
 * console.log(examples); // 297
 * ```
 */
export async function evaluate(
  model: Model,
  data: Iterable<GivenBatch> | AsyncIterable<GivenBatch>,
  { rng, step = 0, executor = new EagerExecutor(), ...others }: EvaluateOptions,
): Promise<Evaluation> {
  refuseUnknown("evaluate", others, { rng, step, executor });
  requireMethods("evaluate", { executor }, ["run"], "trainer.executor");
  requireBatches("evaluate", data);
  const programs = programsOf(model);
  const sums: Record<string, Record<string, number>> = {};
  const multiple = model.batchMultiple ?? 1;
  let examples = 0;
  for await (const batch of wholeBatches(data, multiple)) {
    const count = countOf(batch);
    if (count === 0) continue;
    requireLabelsOf(model, batch);
    requireData(model, batch);
    examples += count;
    const reported = await executor.run(programs, { batch, rng, step });
    try {
      for (const [i, { name }] of programs.entries()) {
        sums[name] ??= {};
        const sum = sums[name]!;
        for (const [term, value] of Object.entries(await reported[i]!.read())) {
          sum[term] = (sum[term] ?? 0) + count * value;
        }
      }
    } finally {
      for (const terms of reported) terms.dispose();
    }
  }
  if (examples === 0) {
    const needed = multiple > 1 ? ` The model needs ${multiple} examples at a time.` : "";
    throw new GenlabError(`There is no batch to evaluate on.${needed}`);
  }
  const mean = (terms: Record<string, number>) =>
    Object.fromEntries(Object.entries(terms).map(([term, sum]) => [term, sum / examples]));
  return Object.fromEntries(Object.entries(sums).map(([phase, terms]) => [phase, { ...mean(terms), examples }]));
}

/** By model and phase: an executor knows a program that it has compiled by its identity. */
const known = new WeakMap<Model, Map<string, Program>>();

/** What each phase reports. */
function programsOf(model: Model): readonly Program[] {
  const programs = known.get(model) ?? new Map<string, Program>();
  known.set(model, programs);
  return phasesOf("evaluate", model).map(({ name }) => {
    const program = programs.get(name) ?? evaluationOf(model, name);
    programs.set(name, program);
    return program;
  });
}

function evaluationOf(model: Model, name: string): Program {
  // asked for anew: what a phase holds may have been replaced
  const phase = () => model.phases().find((each) => each.name === name) as Phase<ImageBatch>;
  return { name, state: model, training: false, run: (batch, context) => phaseLoss(phase(), batch, context) };
}
