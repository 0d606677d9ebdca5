import { type Executor, namedVariables, type Program, type StepInputs } from "@genlab/core";
import { engine, type NamedTensorMap, Tensor } from "@tensorflow/tfjs-core";
import { EagerExecutor } from "../eager-executor.js";
import { notFiniteIn } from "../not-finite-in.js";

/** The operation of a step that made a number which is not finite of numbers that were. */
export interface NotFiniteOperation {
  readonly phase: string;
  /** tfjs' name of it: `Log`. */
  readonly operation: string;
  readonly pass: "forward" | "backward" | "update";
  /** Parameters by their path, other tensors by their shape: `encoder.layers.1.weight`, `[64, 400]`. */
  readonly inputs: readonly string[];
  /** `NaN`, `Infinity` or `-Infinity`. */
  readonly made: number;
}

/** Runs steps eagerly, and looks at what each operation makes: slowly. */
export class FaultFindingExecutor implements Executor {
  /** The first that was found. */
  found?: NotFiniteOperation;
  readonly #eager = new EagerExecutor();
  readonly #note = (operation: NotFiniteOperation) => {
    this.found ??= operation;
  };

  get name(): string {
    return `${this.#eager.name}, looking for what is not finite`;
  }

  async run(programs: readonly Program[], inputs: StepInputs) {
    const watched = programs.map((program) => ({
      ...program,
      run: (...[batch, context]: Parameters<Program["run"]>) =>
        watching(program, this.#note, () => program.run(batch, context)),
    }));
    return this.#eager.run(watched, inputs);
  }

  // what is drawn is no step
  compute(program: Program<Tensor>, inputs: StepInputs) {
    return this.#eager.compute(program, inputs);
  }

  async pull(): Promise<void> {}
  async push(): Promise<void> {}
}

function watching<T>(
  { name: phase, state }: Program,
  onFault: (operation: NotFiniteOperation) => void,
  run: () => T,
): T {
  const tfjs = engine();
  const paths = new Map([...namedVariables(state)].map(([path, variable]) => [variable as Tensor, path]));
  const { runKernel } = tfjs;
  let isInside = false;
  tfjs.runKernel = function watched<Out extends Tensor | Tensor[]>(
    kernel: string,
    inputs: NamedTensorMap,
    ...others: []
  ): Out {
    const made = runKernel.call(tfjs, kernel, inputs, ...others) as Out;
    if (isInside) return made;
    isInside = true;
    try {
      const value = [made]
        .flat()
        .map(faultIn)
        .find((each) => each !== undefined);
      const given = Object.values(inputs).filter((input) => input instanceof Tensor);
      if (value !== undefined && given.every((input) => faultIn(input) === undefined)) {
        const names = given.map((input) => paths.get(input) ?? `[${input.shape}]`);
        onFault({ phase, operation: kernel, pass: passOf(), inputs: names, made: value });
      }
    } finally {
      isInside = false;
    }
    return made;
  } as typeof runKernel;
  try {
    return run();
  } finally {
    // what the instance was given goes, and its class' own shows again
    Reflect.deleteProperty(tfjs, "runKernel");
  }
}

/** The first entry that is not finite. */
function faultIn(tensor: Tensor): number | undefined {
  if (tensor.dtype !== "float32" || tensor.size === 0) return undefined;
  return notFiniteIn(tensor.dataSync());
}

/** tfjs names the scopes of a gradient. */
function passOf(): NotFiniteOperation["pass"] {
  const names = engine().state.scopeStack.map(({ name }) => name);
  if (names.includes("backward")) return "backward";
  return names.includes("forward") ? "forward" : "update";
}
