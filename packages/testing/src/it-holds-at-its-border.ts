import {
  type Context,
  canDecode,
  canDiscriminate,
  canEncode,
  canReconstruct,
  canSample,
  canSampleClasses,
  canScore,
  canWeigh,
  createContext,
  createRng,
  GenlabError,
  type ImageBatch,
  type Model,
  type SamplesClasses,
} from "@genlab/core";
import { fill, memory, scalar, type Tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";

/** Calls that give one tensor each, by name. */
export type Calls = Readonly<Record<string, () => Tensor>>;

export interface BorderSpecification<M extends Model> {
  readonly made: (seed: number) => M;
  readonly inputs: () => ImageBatch;
  /** Beside the model's capabilities. */
  readonly calls: ((model: M, batch: ImageBatch, context: Context) => Calls) | undefined;
}

/** What every model promises to those who call it. */
export function itHoldsAtItsBorder<M extends Model>({ made, inputs, calls }: BorderSpecification<M>): void {
  it("leaves the result of a call and no other tensor", () => {
    const model = made(1);
    // what is made in the test itself; a tidy around calls would not change the counts
    tidy(() => {
      const context = () => createContext({ rng: createRng(5) });
      const given = inputs();
      const codes = codesOf(model, given, context());
      const all = { ...capabilityCalls(model, given.x, codes, context), ...calls?.(model, given, context()) };
      for (const [name, call] of Object.entries(all)) {
        const before = memory().numTensors;
        const result = call();
        const isGiven = result === given.x || result === codes;
        expect(memory().numTensors - before, name).toBe(isGiven ? 0 : 1);
      }
    });
  });

  it("refuses to be asked without a context, and for what is no data", () => {
    const model = made(1);
    const context = createContext({ rng: createRng(5) });
    const nothing = undefined as never;
    tidy(() => {
      const asked = {
        ...(canSample(model) && { "sample without a context": () => model.sample(2, nothing) }),
        ...(canSample(model) && { "sample of no count": () => model.sample((() => 2) as never, context) }),
        ...(canEncode(model) && { encode: () => model.encode(nothing, context) }),
        ...(canReconstruct(model) && { reconstruct: () => model.reconstruct(nothing, context) }),
        ...(canScore(model) && { score: () => model.score(nothing, context) }),
        ...(canWeigh(model) && { logWeights: () => model.logWeights(nothing, 2, context) }),
        ...(canDecode(model) && { decode: () => model.decode(nothing, context) }),
        ...(canSampleClasses(model) && { sampleClasses: () => model.sampleClasses(nothing, context) }),
      };
      for (const [name, call] of Object.entries(asked)) expect(call, name).toThrow(GenlabError);
    });
  });

  it("refuses classes that it does not have", () => {
    const model = made(1);
    if (!canSampleClasses(model)) return;
    const context = createContext({ rng: createRng(5), training: true });
    tidy(() => {
      const wrong = [
        tensor1d([0, model.classes], "int32"),
        tensor1d([-1], "int32"),
        tensor1d([0.7]),
        scalar(0, "int32"),
      ];
      for (const y of wrong) expect(() => model.sampleClasses(y, context), `classes ${y}`).toThrow(GenlabError);
      const { x, y } = inputs();
      if (!y) return;
      for (const label of [model.classes, -1]) {
        const labels = fill(y.shape, label, "int32");
        const errors = model.phases().map(({ loss }) => errorOf(() => loss({ x, y: labels }, context)));
        expect(errors.filter((error) => error instanceof GenlabError).length, `label ${label}`).toBeGreaterThan(0);
        expect(errors.filter((error) => error && !(error instanceof GenlabError))).toEqual([]);
      }
    });
  });
}

function errorOf(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Codes to decode, of models that do. */
function codesOf(model: Model, { x }: ImageBatch, context: Context): Tensor | undefined {
  if (!canDecode(model)) return undefined;
  if (canEncode(model)) return model.encode(x, context);
  return model.codeShape && context.rng.normal([x.shape[0]!, ...model.codeShape]);
}

function capabilityCalls(model: Model, x: Tensor, codes: Tensor | undefined, context: () => Context): Calls {
  return {
    ...(canSample(model) && { sample: () => model.sample(3, context()) }),
    ...(canEncode(model) && { encode: () => model.encode(x, context()) }),
    ...(canDecode(model) && codes && { decode: () => model.decode(codes, context()) }),
    ...(canReconstruct(model) && { reconstruct: () => model.reconstruct(x, context()) }),
    ...(canScore(model) && { score: () => model.score(x, context()) }),
    ...(canWeigh(model) && { logWeights: () => model.logWeights(x, 2, context()) }),
    ...(canDiscriminate(model) && { discriminate: () => model.discriminate(x, context()) }),
    ...(canSampleClasses(model) && sampling(model, tensor1d([model.classes - 1, 0], "int32"), context)),
  };
}

const sampling = (model: SamplesClasses, y: Tensor, context: () => Context): Calls => ({
  sampleClasses: () => model.sampleClasses(y, context()),
});
