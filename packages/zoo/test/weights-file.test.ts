import "@tensorflow/tfjs-backend-cpu";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, createRng, GenlabError, namedVariables, type Rng } from "@genlab/core";
import {
  BatchNorm,
  Conv2d,
  ConvTranspose2d,
  Dropout,
  flatten,
  GroupNorm,
  Linear,
  Maxout,
  pixelShuffle,
  Residual,
  relu,
  reshapeTo,
  Sequential,
  SpectralNorm,
  withCondition,
} from "@genlab/layers";
import { ProjectionHead } from "@genlab/networks";
import { decodeSafetensors, encodeSafetensors, type NdArray } from "@genlab/safetensors";
import { createVae } from "@genlab/vae";
import { createModel, encodeWeights, loadWeights, saveModel } from "@genlab/zoo";
import { reshape, setBackend, type Tensor, tensor, transpose } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(() => setBackend("cpu"));

const numbersOf = (module: object) =>
  [...namedVariables(module).values()].flatMap((variable) => [...variable.dataSync()]);
const arraysOf = async (...given: Parameters<typeof encodeWeights>) => decodeSafetensors(await encodeWeights(...given));

interface Functions {
  readonly flatten: (x: Tensor) => Tensor;
  readonly reshapeTo: (shape: readonly number[]) => (x: Tensor) => Tensor;
  readonly pixelShuffle: (factor: number) => (x: Tensor) => Tensor;
}

/** Of images [2, 2, 3]. */
const NETWORKS: Readonly<
  Record<string, (functions: Functions, rng: Rng) => ConstructorParameters<typeof Sequential>[0]>
> = {
  "a dropout and a norm between": ({ flatten }, rng) => [
    new Conv2d({ inputs: 3, outputs: 4, kernel: 3 }, rng),
    flatten,
    new Dropout({ rate: 0.5 }),
    new BatchNorm({ channels: 16 }),
    new Sequential([new Linear({ inputs: 16, outputs: 5 }, rng)]),
  ],
  "a group norm and a pixel shuffle before": ({ flatten, pixelShuffle }, rng) => [
    new Conv2d({ inputs: 3, outputs: 8, kernel: 1 }, rng),
    new BatchNorm({ channels: 8 }),
    relu,
    pixelShuffle(2),
    new GroupNorm({ channels: 2, groups: 1 }),
    flatten,
    new Linear({ inputs: 32, outputs: 5 }, rng),
  ],
  "what becomes an image twice": ({ flatten, reshapeTo, pixelShuffle }, rng) => [
    flatten,
    new Linear({ inputs: 12, outputs: 24 }, rng),
    new BatchNorm({ channels: 24 }),
    relu,
    reshapeTo([1, 2, 12]),
    pixelShuffle(2),
    new ConvTranspose2d({ inputs: 3, outputs: 8, kernel: 2, stride: 2 }, rng),
    pixelShuffle(2),
  ],
  "a residual of features": ({ flatten }, rng) => {
    const linear = (inputs: number, outputs: number) => new Linear({ inputs, outputs }, rng);
    return [flatten, new Residual({ branch: new Sequential([linear(12, 5), relu, linear(5, 12)]) }), linear(12, 2)];
  },
  "a maxout": ({ flatten }, rng) => [flatten, new Maxout({ inputs: 12, outputs: 3, pieces: 2 }, rng)],
  "a projection": ({ flatten }, rng) => [flatten, new ProjectionHead({ inputs: 12, condition: 2 }, rng)],
};

describe("in PyTorch's layout", () => {
  it("a linear layer is transposed, and a convolution has channels before pixels", async () => {
    const module = {
      fc: new Linear({ inputs: 2, outputs: 3 }, createRng(1)),
      conv: new Conv2d({ inputs: 2, outputs: 3, kernel: 1 }, createRng(1)),
      up: new ConvTranspose2d({ inputs: 2, outputs: 1, kernel: 2 }, createRng(1)),
      norm: new BatchNorm({ channels: 2 }),
    };
    module.fc.weight.assign(tensor([[1, 2, 3], [4, 5, 6]])); // biome-ignore format: rows
    module.conv.weight.assign(tensor([1, 2, 3, 4, 5, 6], [1, 1, 2, 3]));
    module.up.weight.assign(tensor([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 1, 2]));
    const { arrays, metadata } = await arraysOf(module, { layout: "pytorch" });
    expect(metadata).toEqual({ format: "pt" });
    const weight = (name: string) => [arrays.get(name)!.shape, [...arrays.get(name)!.data]];
    expect(weight("fc.weight")).toEqual([[3, 2], [1, 4, 2, 5, 3, 6]]); // biome-ignore format: shape, values
    expect(weight("conv.weight")).toEqual([[3, 2, 1, 1], [1, 4, 2, 5, 3, 6]]); // biome-ignore format: shape, values
    expect(weight("up.weight")).toEqual([[2, 1, 2, 2], [1, 3, 5, 7, 2, 4, 6, 8]]); // biome-ignore format: shape, values
    expect([...arrays.keys()].filter((name) => name.startsWith("norm"))).toEqual(
      ["bias", "running_mean", "running_var", "weight"].map((name) => `norm.${name}`),
    );
  });

  it("features of an image are sorted by channels", async () => {
    const decoder = new Sequential([new Linear({ inputs: 1, outputs: 4 }, createRng(1)), relu, reshapeTo([1, 2, 2])]);
    (decoder.layers[0] as Linear).weight.assign(tensor([[11, 12, 21, 22]])); // pixel, channel
    const { arrays } = await arraysOf({ decoder }, { layout: "pytorch" });
    expect([...arrays.get("decoder.0.weight")!.data]).toEqual([11, 21, 12, 22]);
  });

  it("channels that become pixels are sorted by the channels that they become", async () => {
    const conv = new Conv2d({ inputs: 1, outputs: 8, kernel: 1 }, createRng(1));
    conv.bias!.assign(tensor([11, 12, 21, 22, 31, 32, 41, 42])); // place, channel
    const { arrays } = await arraysOf(new Sequential([conv, pixelShuffle(2)]), { layout: "pytorch" });
    expect([...arrays.get("0.bias")!.data]).toEqual([11, 21, 31, 41, 12, 22, 32, 42]);
  });

  it.each([
    ["convolutional", { channels: [3, 4] }],
    ["residual", { network: "residual", channels: [3, 4] }],
    ["dense", { network: "dense", hidden: [7], shape: [4, 4, 3] }],
  ] as const)("a %s VAE comes back as it was", async (_, options) => {
    const make = (seed: number) => createVae({ shape: [8, 8, 1], latent: 3, ...options }, createRng(seed));
    const [one, two] = [make(1), make(2)];
    for (const layout of ["pytorch", "genlab"] as const) {
      const bytes = await encodeWeights(one, { layout });
      loadWeights(two, bytes);
      expect(numbersOf(two)).toEqual(numbersOf(one));
      loadWeights(two, await encodeWeights(make(2))); // for the next layout
      expect(numbersOf(two)).not.toEqual(numbersOf(one));
    }
  });

  // a network whose functions do what PyTorch's do, and whose weights are PyTorch's but for their axes: no order is left to sort
  const torch: Functions = {
    flatten: (x) => reshape(transpose(x, [0, 3, 1, 2]), [x.shape[0]!, -1]),
    reshapeTo:
      ([height, width, channels]) =>
      (x) =>
        transpose(reshape(x, [x.shape[0]!, channels!, height!, width!]), [0, 2, 3, 1]),
    pixelShuffle: (factor) => (x) => {
      const [batch, height, width, depth] = x.shape as [number, number, number, number];
      const squares = reshape(x, [batch, height, width, depth / factor ** 2, factor, factor]); // channel, row, column
      return reshape(transpose(squares, [0, 1, 4, 2, 5, 3]), [batch, height * factor, width * factor, -1]);
    },
  };

  it.each(Object.entries(NETWORKS))("%s gives the same numbers as with PyTorch's functions", async (_, make) => {
    const [here, there] = [{ flatten, reshapeTo, pixelShuffle }, torch].map((functions, i) => {
      return new Sequential(make(functions, createRng(i)), { shape: [2, 2, 3] });
    }) as [Sequential, Sequential];
    const rng = createRng(3);
    for (const variable of namedVariables(here).values()) variable.assign(rng.uniform(variable.shape, 0.5, 1.5));
    loadWeights(there, await encodeWeights(here, { layout: "pytorch" }), { layout: "pytorch" });
    const context = withCondition(createContext({ rng }), tensor([[0, 1], [1, 0]])); // biome-ignore format: rows
    const x = rng.normal([2, 2, 2, 3]);
    const [got, expected] = [here, there].map((network) => network.forward(x, context).dataSync());
    for (const [i, value] of got!.entries()) expect(value / expected![i]!).toBeCloseTo(1, 4);
  });

  // the VAE of https://github.com/pytorch/examples, and Pythae's with its default networks, https://github.com/clementchadebec/benchmark_VAE
  it.each([
    [
      "pytorch/examples",
      { "encoder.1": "fc1", "encoder.3": ["fc21", "fc22"], "decoder.0": "fc3", "decoder.2": "fc4" },
      { fc1: [4, 36], fc21: [2, 4], fc22: [2, 4], fc3: [4, 2], fc4: [36, 4] },
    ],
    [
      "Pythae",
      {
        "encoder.1": "encoder.layers.0.0",
        "encoder.3": ["encoder.embedding", "encoder.log_var"],
        "decoder.0": "decoder.layers.0.0",
        "decoder.2": "decoder.layers.1.0",
      },
      {
        "encoder.layers.0.0": [4, 36],
        "encoder.embedding": [2, 4],
        "encoder.log_var": [2, 4],
        "decoder.layers.0.0": [4, 2],
        "decoder.layers.1.0": [36, 4],
      },
    ],
  ])("the VAE of %s has its names and shapes, and comes back", async (_, names, layers) => {
    const options = { shape: [6, 6, 1], latent: 2, network: "dense", hidden: [4] } as const; // 28, 20, and 400 or 512 there
    const make = (seed: number) => createVae(options, createRng(seed));
    const [one, two] = [make(1), make(2)];
    const bytes = await encodeWeights(one, { names });
    const shapes = [...decodeSafetensors(bytes).arrays].map(([name, { shape }]) => `${name} [${shape}]`).sort();
    const expected = Object.entries(layers).flatMap(([name, shape]) => [
      `${name}.weight [${shape}]`,
      `${name}.bias [${shape[0]}]`,
    ]);
    expect(shapes).toEqual(expected.sort());
    loadWeights(two, bytes, { names });
    expect(numbersOf(two)).toEqual(numbersOf(one));
  });
});

describe("names", () => {
  const fc = (inputs: number, outputs: number) => new Linear({ inputs, outputs }, createRng(1));

  it("the longest that meets a layer is its name", async () => {
    const names = { a: "all", "a.0": "fc" };
    const { arrays } = await arraysOf({ a: [fc(1, 1), fc(1, 1)] }, { names });
    expect([...arrays.keys()].sort()).toEqual(["all.1.bias", "all.1.weight", "fc.bias", "fc.weight"]);
  });

  it("a list cuts the outputs of a transposed convolution", async () => {
    const make = (seed: number) => ({ up: new ConvTranspose2d({ inputs: 2, outputs: 2, kernel: 1 }, createRng(seed)) });
    const [one, two] = [make(1), make(2)];
    one.up.weight.assign(tensor([1, 2, 3, 4], [1, 1, 2, 2])); // output, input
    const names = { up: ["first", "second"] };
    const bytes = await encodeWeights(one, { names });
    const { arrays } = decodeSafetensors(bytes);
    expect(arrays.get("first.weight")).toMatchObject({ shape: [2, 1, 1, 1], data: new Float32Array([1, 2]) });
    expect(arrays.get("second.weight")).toMatchObject({ shape: [2, 1, 1, 1], data: new Float32Array([3, 4]) });
    loadWeights(two, bytes, { names });
    expect(numbersOf(two)).toEqual(numbersOf(one));
  });

  it("are refused where they are taken, meet nothing, or are of no use", async () => {
    const module = { a: fc(1, 1), b: fc(1, 1) };
    const refused = async (options: Parameters<typeof encodeWeights>[1]) => {
      await expect(encodeWeights(module, options)).rejects.toThrow(GenlabError);
      const error: unknown = await encodeWeights(module, options).catch((error: unknown) => error);
      return (error as Error).message;
    };
    expect(await refused({ names: { a: "fc", b: "fc" } })).toMatchInlineSnapshot(
      `""a.weight" and "b.weight" would both be called "fc.weight". Give each a name of its own in \`names\`."`,
    );
    expect(await refused({ names: { a: "b" } })).toMatchInlineSnapshot(
      `""a.weight" and "b.weight" would both be called "b.weight". Give each a name of its own in \`names\`."`,
    );
    expect(await refused({ names: { c: "fc" } })).toMatchInlineSnapshot(
      `"\`names\` has "c", which nothing is called here. Did you mean "a"? Known layers: a, b."`,
    );
    expect(await refused({ layout: "genlab", names: { a: "fc" } })).toMatchInlineSnapshot(
      `"\`names\` of encodeWeights are those in PyTorch. Leave them out, or say \`layout: "pytorch"\`."`,
    );
    const bytes = await encodeWeights(module);
    expect(() => loadWeights(module, bytes, { names: { c: "fc" } })).toThrow('`names` has "c"');
    expect(() => loadWeights(module, bytes, { names: { a: "fc" }, layout: "genlab" })).toThrow(
      "`names` of loadWeights",
    );
  });
});

it.each([
  { type: "gan", classes: 2, channels: [3, 4] },
  { type: "wgan-gp", network: "convolutional", channels: [3, 4] },
  { type: "vae-gan", network: "residual", channels: [3, 4] },
] as const)("$type of colour images comes back as it was", async (configuration) => {
  const make = (seed: number) => createModel(configuration, { shape: [4, 4, 3], rng: createRng(seed) });
  const [one, two] = [make(1), make(2)];
  loadWeights(two, await encodeWeights(one, { layout: "pytorch" }));
  expect(numbersOf(two)).toEqual(numbersOf(one));
});

describe("refuses", () => {
  const fc = (inputs: number, outputs: number) => ({ fc: new Linear({ inputs, outputs }, createRng(1)) });
  const plain = async (module: object, layout: "genlab" | "pytorch") =>
    encodeSafetensors(decodeSafetensors(await encodeWeights(module, { layout })).arrays as Map<string, NdArray>);

  it("a square matrix of which nobody says how it lies", async () => {
    const module = fc(3, 3);
    const before = numbersOf(module);
    const bytes = await plain(fc(3, 3), "pytorch");
    expect(() => loadWeights(module, bytes)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: weights: "fc.weight" [3, 3] would fit as it is and transposed, and the file does not say whose it is. Say \`layout: "pytorch"\` for a state_dict of PyTorch, or \`layout: "genlab"\`.]`,
    );
    expect(numbersOf(module)).toEqual(before);
    loadWeights(module, bytes, { layout: "pytorch" });
    expect(numbersOf(module)).toEqual(before);
    loadWeights(module, bytes, { layout: "genlab" });
    expect(numbersOf(module)).not.toEqual(before);
  });

  it("nothing that its shapes decide", async () => {
    for (const layout of ["genlab", "pytorch"] as const) {
      const [one, two] = [fc(2, 3), fc(2, 3)];
      one.fc.weight.assign(tensor([1, 2, 3, 4, 5, 6], [2, 3]));
      loadWeights(two, await plain(one, layout));
      expect(numbersOf(two)).toEqual(numbersOf(one));
    }
  });

  it("other names and shapes, and layers that PyTorch has not", async () => {
    const module = fc(2, 3);
    const other = await encodeWeights({ fc: fc(4, 3).fc, more: fc(1, 1).fc }, { layout: "pytorch" });
    expect(() => loadWeights(module, other, { name: "vae.safetensors" })).toThrowErrorMatchingInlineSnapshot(`
      [GenlabError: vae.safetensors: the values do not fit the module, in the layout "pytorch".
        unexpected: more.bias, more.weight
        different: fc.weight (expected [3, 2], got [3, 4])]
    `);
    const spectral = new SpectralNorm({ layer: new Linear({ inputs: 2, outputs: 3 }, createRng(1)) }, createRng(2));
    await expect(encodeWeights({ spectral }, { layout: "pytorch" })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: "spectral.left" [1, 2] of SpectralNorm has no known layout in PyTorch. Give the parts of the model that consist of linear and convolutional layers, norms and embeddings.]`,
    );
  });

  it("noise beside a flattened image of colours, and not beside a gray one", async () => {
    const configuration = { type: "adversarial-autoencoder", network: "dense", posteriorNoise: 2 } as const;
    const make = (depth: number) => createModel(configuration, { shape: [2, 2, depth], rng: createRng(1) });
    await expect(encodeWeights(make(3), { layout: "pytorch" })).rejects.toThrow(
      'Train with `network: "convolutional"`',
    );
    await encodeWeights(make(1), { layout: "pytorch" });
    const convolutional = { ...configuration, network: "convolutional", channels: [2] } as const;
    const followed = createModel(convolutional, { shape: [4, 4, 3], rng: createRng(1) });
    await encodeWeights(followed, { layout: "pytorch" });
  });

  it("a model file for its values alone, by its names", async () => {
    const vae = createVae({ shape: [8, 8, 1], latent: 2, network: "dense", hidden: [4] }, createRng(1));
    const configuration = { type: "vae", latent: 2, network: "dense", hidden: [4] } as const;
    const bytes = await saveModel(vae, { configuration, shape: [8, 8, 1] });
    expect(() => loadWeights(vae, bytes, { layout: "pytorch" })).toThrow("encoder.1.weight");
    loadWeights(vae, bytes);
  });
});

const python = process.env.PYTHON ?? "python3";
const hasTorch = (() => {
  try {
    execFileSync(python, ["-c", "import torch"], { stdio: "ignore" });
    return true;
  } catch {
    console.warn(`PyTorch's own numbers are left out: ${python} has no torch.`);
    return false;
  }
})();

const TWIN = `
import json, struct, sys, torch
from torch import nn
def save_file(tensors, path):
    header, body = {}, b""
    for name, value in tensors.items():
        data = struct.pack(f"<{value.numel()}f", *value.flatten().tolist())
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    head = json.dumps(header).encode()
    open(path, "wb").write(struct.pack("<Q", len(head)) + head + body)
def load_file(path):
    raw = open(path, "rb").read()
    start = 8 + struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8:start])
    assert header.pop("__metadata__") == {"format": "pt"}
    return {name: torch.frombuffer(bytearray(raw[start + at["data_offsets"][0]:start + at["data_offsets"][1]]), dtype=torch.float32).reshape(at["shape"])
        for name, at in header.items()}
class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(1, 4, 4, 2, 1), nn.ReLU(), nn.Conv2d(4, 6, 4, 2, 1), nn.ReLU(), nn.Flatten(), nn.Linear(24, 6))
        self.decoder = nn.Sequential(nn.Linear(3, 24), nn.ReLU(), nn.Unflatten(1, (6, 2, 2)),
            nn.ConvTranspose2d(6, 4, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(4, 1, 4, 2, 1))
torch.manual_seed(1)
folder = sys.argv[1]
model, results = Vae(), {}
x, z = torch.rand(2, 1, 8, 8), torch.randn(2, 3)
results["x"], results["z"] = x.permute(0, 2, 3, 1).contiguous(), z
save_file(model.state_dict(), folder + "/torch.safetensors")
def look(name):
    results[name + "/codes"] = model.encoder(x).detach()
    results[name + "/images"] = model.decoder(z).detach().permute(0, 2, 3, 1).contiguous()
look("torch")
model.load_state_dict(load_file(folder + "/genlab.safetensors"), strict=True)
look("genlab")
save_file(results, folder + "/results.safetensors")
`;

it.runIf(hasTorch)("PyTorch computes the same from the same weights, both ways", async () => {
  const folder = mkdtempSync(join(tmpdir(), "genlab-torch-"));
  try {
    const rng = createRng(3);
    const vae = createVae({ shape: [8, 8, 1], latent: 3, network: "convolutional", channels: [4, 6] }, rng);
    writeFileSync(join(folder, "genlab.safetensors"), await encodeWeights(vae, { layout: "pytorch" }));
    execFileSync(python, ["-c", TWIN, folder], { stdio: ["ignore", "ignore", "inherit"] });
    const { arrays } = decodeSafetensors(readFileSync(join(folder, "results.safetensors")));
    const read = (name: string) => tensor(arrays.get(name)!.data as Float32Array, [...arrays.get(name)!.shape]);
    const expectSame = (actual: Tensor, name: string) => {
      const [got, expected] = [actual.dataSync(), read(name).dataSync()];
      expect(got).toHaveLength(expected.length);
      for (const [i, value] of got.entries()) expect(value).toBeCloseTo(expected[i]!, 5);
    };
    const context = createContext({ rng });
    for (const name of ["genlab", "torch"]) {
      if (name === "torch") loadWeights(vae, readFileSync(join(folder, "torch.safetensors")), { layout: "pytorch" });
      expectSame(vae.encoder.forward(read("x"), context), `${name}/codes`);
      expectSame(vae.decoder.forward(read("z"), context), `${name}/images`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
