import {
  gradients,
  type Model,
  type Module,
  type Parameter,
  type Phase,
  type Program,
  type Tensors,
} from "@genlab/core";
import type { Optimizer } from "@genlab/optim";
import {
  add,
  div,
  mul,
  norm,
  type Scalar,
  scalar,
  type Tensor,
  tidy,
  type Variable,
  variable,
  zeros,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { stepHealth } from "./health/step-health.js";
import { phaseLoss } from "./phase-loss.js";

export interface PhaseProgramsOptions {
  readonly model: Model;
  readonly phase: Phase;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly optimizer: Optimizer;
  readonly gradientNorms: boolean;
  /** Batches that an update takes. */
  readonly accumulate: number;
}

export interface PhasePrograms {
  /** Moves the parameters, by the gradient of its batch and of those that were added before. */
  readonly program: Program;
  /** The same, and reports gradient health. */
  readonly measured: Program;
  /** Adds the gradient of a batch to that of the update to come; where an update takes several batches. */
  readonly add?: Program;
  /** What is added up. It is zero between two updates, and so is no part of what is saved. */
  readonly sums?: Module;
}

/** What the trainer runs of a phase. */
export function phasePrograms(options: PhaseProgramsOptions): PhasePrograms {
  const { model, phase, parameters, optimizer, gradientNorms, accumulate } = options;
  const { name } = phase;
  const sums = accumulate > 1 ? sumsOf(parameters) : undefined;
  const state = { model, optimizer: optimizer.state, ...(sums && { sums }) };
  const update = (isMeasured: boolean): Program => ({
    name,
    state,
    run: (batch, context) => {
      const result = gradients(parameters, () => phaseLoss(phase, batch, context));
      const all = sums ? sums.mean(result.gradients, countOf(batch)) : result.gradients;
      const apply = () => optimizer.apply(all, context);
      const health = isMeasured ? stepHealth(parameters, all, apply) : void apply();
      const norms = gradientNorms ? normsOf(parameters, all) : {};
      return { ...result.losses, ...norms, ...health };
    },
  });
  const programs = { program: update(false), measured: update(true) };
  if (!sums) return programs;
  const add: Program = {
    name: `${name} (added)`,
    state,
    run: (batch, context) => {
      const result = gradients(parameters, () => phaseLoss(phase, batch, context));
      sums.add(result.gradients, countOf(batch));
      return result.losses;
    },
  };
  return { ...programs, add, sums };
}

/** Gradients of means over batches, weighted by how many examples each has: their sum is that of a mean over all of them. */
function sumsOf(parameters: ReadonlyMap<string, Parameter>) {
  const gradients = new Map([...parameters].map(([path, parameter]) => [path, hidden(parameter.shape)]));
  const examples = hidden([]);
  const next = (path: string, gradient: Tensor, count: number) => add(gradients.get(path)!, mul(gradient, count));
  return {
    variables: [...gradients.values(), examples],
    add(given: Tensors, count: number): void {
      for (const [path, gradient] of given) gradients.get(path)!.assign(next(path, gradient, count));
      examples.assign(add(examples, scalar(count)));
    },
    /** Of all that was added and the last. Nothing is added then. */
    mean(given: Tensors, count: number): Tensors {
      const all = add(examples, scalar(count));
      const means = [...given].map(([path, gradient]) => [path, div(next(path, gradient, count), all)] as const);
      for (const variable of [...gradients.values(), examples]) variable.assign(zerosLike(variable));
      return new Map(means);
    },
  };
}

const hidden = (shape: readonly number[]): Variable => tidy(() => variable(zeros([...shape]), false));

const countOf = (batch: Readonly<Record<string, Tensor>>) => Object.values(batch)[0]?.shape[0] ?? 1;

function normsOf(parameters: ReadonlyMap<string, Parameter>, grads: Tensors): Record<string, Scalar> {
  return Object.fromEntries(
    [...parameters.keys()].flatMap((path) => {
      const gradient = grads.get(path);
      return gradient ? [[`gradient/${path}`, norm(gradient) as Scalar]] : [];
    }),
  );
}
