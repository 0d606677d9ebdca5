import "@tensorflow/tfjs-backend-cpu";
import {
  adversarialLoss,
  capacity,
  gaussian,
  gaussianKernel,
  huber,
  likelihoodFor,
  maximumMeanDiscrepancy,
  meanOverBatch,
  pullAway,
  r1Penalty,
  squaredError,
} from "@genlab/losses";
import { mean, ones, scalar, setBackend, square, sum, type Tensor, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const given = <Value>(value: unknown) => value as Value;
const x = () => ones([4, 3]);

it.each<[what: string, act: () => unknown, text: string]>([
  ["a number for options", () => huber(given(5)), "huber got 5 for its options."],
  [
    "a function for a number",
    () => gaussian(given({ variance: () => 1 })),
    "is () => 1. Expected a finite number above 0",
  ],
  [
    "a sum over the batch",
    () => meanOverBatch<[Tensor, Tensor]>((y) => sum(y, 0))(x(), x()),
    "has shape [3]. Expected [batch], [4]: sum",
  ],
  [
    "nats [3]",
    () => capacity(scalar(1), given(ones([3]))),
    "capacity: nats has shape [3]. Give a number, or a scalar.",
  ],
  ["no features", () => pullAway(zeros([4, 0])), "pullAway got shape [4, 0]."],
  [
    "a kernel of scalars",
    () => maximumMeanDiscrepancy(x(), x(), () => scalar(1)),
    "what the kernel gives got shape []",
  ],
  [
    "a judge of means",
    () => r1Penalty({ judge: (y) => mean(square(y)), real: x() }),
    "The judge's output got shape [].",
  ],
  ["a constant judge", () => r1Penalty({ judge: () => ones([4]), real: x() }), "does not depend on its input"],
  ["a game without costs", () => adversarialLoss(given({})), "`real` of adversarialLoss is undefined."],
  ["a shape that is none", () => likelihoodFor(given("abc")), '`shape` of likelihoodFor is "abc".'],
  ["a list for a tensor", () => squaredError(given<Tensor>([[1]]), x()), "A loss got [[1]]. Expected a tensor"],
  ["scales", () => gaussianKernel(given({ scales: 1 })), "`scales` of gaussianKernel is 1. Give a list."],
])("refuses %s", (_, act, text) => {
  expect(act).toThrow(text);
});
