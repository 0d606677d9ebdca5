import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { adversarialNetworks, dcganGenerator, mlp, mlpGenerator, networkFor } from "@genlab/networks";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const given = <Value>(value: unknown) => value as Value;
const rng = () => createRng(1);
const image = { shape: [8, 8, 1], latent: 2 };

it.each<[what: string, act: () => unknown, text: string]>([
  [
    "a number for a list",
    () => networkFor([8, 8, 1], given({ channels: 64 })),
    "`channels` of networkFor is 64. Expected a list",
  ],
  [
    "a number for sizes",
    () => mlp(given({ sizes: 3 }), rng()),
    "`sizes` of mlp is 3. Expected a list of whole numbers from 1",
  ],
  [
    "a condition below 0",
    () => mlpGenerator({ ...image, hidden: [4], condition: -1 }, rng()),
    "`condition` of mlpGenerator is -1.",
  ],
  [
    "half a condition",
    () => dcganGenerator({ ...image, channels: [4], condition: 0.5 }, rng()),
    "`condition` of dcganGenerator is 0.5.",
  ],
  [
    "a word for a truth",
    () => adversarialNetworks(given({ ...image, batchNorm: "false" }), rng()),
    '`batchNorm` of adversarialNetworks is "false".',
  ],
  [
    "no activation",
    () => adversarialNetworks(given({ ...image, activation: 0 }), rng()),
    "`activation` of adversarialNetworks is 0.",
  ],
])("refuses %s", (_, act, text) => {
  expect(act).toThrow(text);
});
