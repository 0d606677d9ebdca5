import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Encodes, GenlabError, type NdArray, type Weighs } from "@genlab/core";
import * as metrics from "@genlab/metrics";
import { memory, reshape, setBackend, slice, tensor, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(() => setBackend("cpu"));

const rng = createRng(1);
const plane = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];
const modes = { modes: [[0, 0]], standardDeviation: 1 };
const mixture = new metrics.MultivariateGaussianMixture({ weights: [1], means: [[0, 0]], covariances: [[1, 0, 0, 1]] });

/** Each metric that takes rows, in its first argument. */
const ofRows: Readonly<Record<string, (rows: metrics.Rows) => unknown>> = {
  modeCoverage: (rows) => metrics.modeCoverage(rows, modes),
  jensenShannonDistance: (rows) => metrics.jensenShannonDistance(rows, plane, { range: [0, 2] }),
  frechetDistance: (rows) => metrics.frechetDistance(rows, plane),
  kernelDistance: (rows) => metrics.kernelDistance(rows, plane),
  precisionRecall: (rows) => metrics.precisionRecall(rows, plane, { neighbours: 1 }),
  densityCoverage: (rows) => metrics.densityCoverage(rows, plane, { neighbours: 1 }),
  importanceWeightedBound: metrics.importanceWeightedBound,
  mutualInformationGap: (rows) => metrics.mutualInformationGap(rows, plane),
  separatedAttributePredictability: (rows) => metrics.separatedAttributePredictability(rows, plane),
  disentanglementCompletenessInformativeness: (rows) => metrics.disentanglementCompletenessInformativeness(rows, plane),
  factorVaeScore: (rows) => metrics.factorVaeScore(rows, plane, { rng: createRng(1) }),
  featureLikelihoodDivergence: (rows) =>
    metrics.featureLikelihoodDivergence({ train: rows, test: plane, generated: plane }),
  peakSignalToNoiseRatio: (rows) => metrics.peakSignalToNoiseRatio(rows, plane),
  fitGaussianMixture: (rows) => metrics.fitGaussianMixture(rows, { components: 1, rng }),
  logDensity: (rows) => mixture.logDensity(rows),
};

describe.each(Object.entries(ofRows))("%s", (name, metric) => {
  it("takes rows of any typed array", () => {
    const flat = plane.flat();
    const expected = metric(plane);
    for (const data of [flat, Float64Array.from(flat), Uint8Array.from(flat), Int16Array.from(flat)])
      expect(JSON.stringify(metric({ data, shape: [4, 2] }))).toBe(JSON.stringify(expected));
  });

  const bad: readonly (readonly [string, unknown])[] = [
    ["nothing", undefined],
    ["a number", 3],
    ["no rows", []],
    ["rows of none", [[], []]],
    ["plain numbers", [1, 2, 3]],
    ["texts", ["1", "2"]],
    ["NaN", [[1, Number.NaN], ...plane]],
    ["rows of two lengths", [[1, 2, 3], ...plane]],
    ["big integers", { data: BigInt64Array.of(1n, 2n), shape: [1, 2] }],
    ["nested lists", { data: [[1], [2], [3], [4]], shape: [2, 2] }],
    ["a broken shape", { data: [1, 2, 3, 4, 5], shape: [2.5, 2] }],
    ["no shape", { data: [1, 2, 3, 4] }],
  ];
  it.each(bad)("refuses %s", (_, rows) => {
    expect(() => metric(rows as metrics.Rows)).toThrow(GenlabError);
  });

  it("says how to give a tensor", () => {
    const given = tensor(plane);
    expect(() => metric(given as unknown as metrics.Rows)).toThrow(
      "Of a tensor, that is { data: await tensor.data(), shape }.",
    );
    given.dispose();
  });

  it.runIf(!["importanceWeightedBound", "mutualInformationGap", "fitGaussianMixture"].includes(name))(
    "refuses rows of another length than the other ones",
    () => expect(() => metric([...plane, ...plane].map((row) => [...row, 0]))).toThrow(GenlabError),
  );
});

describe("options", () => {
  const neighbours = (given: object) => given as metrics.PrecisionRecallOptions;
  it.each<[string, () => unknown]>([
    ["bitsPerDimension", () => metrics.bitsPerDimension(1, { dimensions: 2, level: 256 } as never)],
    ["modeCoverage", () => metrics.modeCoverage(plane, { ...modes, witin: 2 } as never)],
    ["jensenShannonDistance", () => metrics.jensenShannonDistance(plane, plane, { range: [0, 1], bins: 3 } as never)],
    ["precisionRecall", () => metrics.precisionRecall(plane, plane, neighbours({ k: 1 }))],
    ["densityCoverage", () => metrics.densityCoverage(plane, plane, neighbours({ k: 1 }))],
    ["mutualInformationGap", () => metrics.mutualInformationGap(plane, plane, { bin: 3 } as never)],
    ["factorVaeScore", () => metrics.factorVaeScore(plane, plane, { rng, batch: 3 } as never)],
    [
      "separatedAttributePredictability",
      () => metrics.separatedAttributePredictability(plane, plane, { class: [0] } as never),
    ],
    [
      "disentanglementCompletenessInformativeness",
      () => metrics.disentanglementCompletenessInformativeness(plane, plane, { alpha: 1 } as never),
    ],
    ["peakSignalToNoiseRatio", () => metrics.peakSignalToNoiseRatio(plane, plane, { max: 255 } as never)],
    ["fitGaussianMixture", () => metrics.fitGaussianMixture(plane, { components: 1, rng, steps: 3 } as never)],
    ["MultivariateGaussianMixture", () => new metrics.MultivariateGaussianMixture({ ...mixture, mean: [0] } as never)],
  ])("that %s does not read are refused", (name, call) => {
    expect(call).toThrow(GenlabError);
    expect(call).toThrow(`${name} has no option`);
  });

  it("a mixture of data may have more than those of modeCoverage: functions", () => {
    expect(metrics.modeCoverage(plane, { ...modes, sample: () => 0 } as typeof modes).modesFound).toBe(1);
  });
});

describe("numbers that would give a plausible wrong result", () => {
  it.each<[string, () => unknown, string]>([
    [
      "pixels beyond the peak",
      () => metrics.peakSignalToNoiseRatio([[0, 250]], [[0, 255]]),
      "`clean` has pixels from 0 to 255, but `peak` is 1.",
    ],
    [
      "factors that are no indices",
      () => metrics.mutualInformationGap(plane, [[0.1], [0.2], [0.3], [0.4]]),
      "`factors` holds 0.1 at row 0, column 0. Give whole numbers",
    ],
    [
      "samples that are both outside of the range",
      () => metrics.jensenShannonDistance([[50, 3]], [[-80, 7]], { range: [-1, 1] }),
      "no point of either sample is within `range`, [-1,1].",
    ],
    [
      "scores that are texts",
      () => metrics.areaUnderRoc(["10", "9"] as never, [1, 0]),
      '`scores` holds "10" at place 0.',
    ],
    ["scores with their shape", () => metrics.areaUnderRoc({ data: [1], shape: [1] } as never, [1]), "`scores` holds"],
    [
      "nats that are not there",
      () => metrics.bitsPerDimension(undefined as never, { dimensions: 2 }),
      "`nats` is undefined.",
    ],
    [
      "a covariance that is not symmetric",
      () =>
        new metrics.MultivariateGaussianMixture({ weights: [1], means: [[0, 0]], covariances: [[2, 0.5, -0.5, 2]] }),
      "has -0.5 at [1, 0] and 0.5 at [0, 1]. Give a symmetric matrix.",
    ],
    [
      "more neighbours than there are",
      () => metrics.precisionRecall(plane, plane, { neighbours: 4 }),
      "`real` has shape [4, 2]. It needs at least 5 rows",
    ],
    ["no range", () => metrics.jensenShannonDistance(plane, plane, {} as never), "`range` is undefined."],
  ])("%s", (_, call, text) => {
    expect(call).toThrow(GenlabError);
    expect(call).toThrow(text);
  });
});

describe("what takes a model", () => {
  const x: NdArray = { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] };
  const encoder: Encodes = { encode: (given) => reshape(given, [given.shape[0]!, -1]) };
  const likelihood: Weighs = { logWeights: (given, samples) => zeros([samples, given.shape[0]!]) };
  const encode = (model: unknown, batches: unknown, options: object = {}) =>
    metrics.encodeData(model as Encodes, batches as never, { rng, ...options });
  const estimate = (model: unknown, batches: unknown, options: object = {}) =>
    metrics.estimateLogLikelihood(model as Weighs, batches as never, { samples: 1, rng, ...options });

  it("keeps the values of any typed array", async () => {
    for (const data of [[1, 2, 3, 400], Float64Array.of(1, 2, 3, 400), Uint16Array.of(1, 2, 3, 400)])
      expect([...(await encode(encoder, [{ x: { data, shape: [2, 2] } }])).data]).toEqual([1, 2, 3, 400]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["another option", () => encode(encoder, [{ x }], { batchSize: 3 }), 'encodeData has no option "batchSize".'],
    ["another option", () => estimate(likelihood, [{ x }], { sample: 3 }), 'Did you mean "samples"?'],
    ["a model that cannot", () => encode(likelihood, [{ x }]), "the model does not encode."],
    ["a model that cannot", () => estimate(encoder, [{ x }]), "the model has no likelihood to estimate."],
    ["one batch", () => encode(encoder, { x }), "encodeData: the batches are {"],
    ["one batch", () => estimate(likelihood, { x }), "estimateLogLikelihood: the batches are {"],
    ["no `x`", () => encode(encoder, [{ y: x }]), "a batch has no field `x`."],
    ["big integers", () => encode(encoder, [{ x: { ...x, data: BigInt64Array.of(1n, 2n, 3n, 4n) } }]), "field `x`"],
    ["a shape of other numbers", () => estimate(likelihood, [{ x: { ...x, shape: [2, 3] } }]), "field `x`"],
    [
      "codes of two lengths",
      () => encode(encoder, [{ x }, { x: { ...x, shape: [1, 4] } }]),
      "a batch has codes [1, 4], the first one [2, 2].",
    ],
    [
      "codes of some examples",
      () => encode({ encode: (given: Parameters<Encodes["encode"]>[0]) => slice(given, 0, 1) }, [{ x }]),
      "codes have shape [1, 2]. Expected [2, ...]",
    ],
  ])("refuses %s, and leaves no tensor", async (_, call, text) => {
    const before = memory().numTensors;
    const error = await call().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GenlabError);
    expect(String(error)).toContain(text);
    expect(memory().numTensors).toBe(before);
  });

  it("a mixture draws a number of points that is one, and leaves nothing but them", () => {
    const before = memory().numTensors;
    for (const count of [0, 1.5, Number.NaN]) {
      expect(() => mixture.sample(count, createContext({ rng }))).toThrow(GenlabError);
    }
    const drawn = mixture.sample(3, createContext({ rng }));
    expect(memory().numTensors).toBe(before + 1);
    drawn.dispose();
  });
});
