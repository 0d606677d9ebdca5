import "@tensorflow/tfjs-backend-cpu";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, createRng, namedVariables } from "@genlab/core";
import {
  BatchNorm,
  Conv2d,
  ConvTranspose2d,
  Linear,
  pixelShuffle,
  relu,
  reshapeTo,
  Sequential,
  SpectralNorm,
} from "@genlab/layers";
import { decodeSafetensors, encodeSafetensors, type NdArray } from "@genlab/safetensors";
import { createVae } from "@genlab/vae";
import { encodeWeights, loadWeights, saveModel } from "@genlab/zoo";
import { setBackend, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(() => setBackend("cpu"));

const numbersOf = (module: object) =>
  [...namedVariables(module).values()].flatMap((variable) => [...variable.dataSync()]);
const arraysOf = async (...given: Parameters<typeof encodeWeights>) => decodeSafetensors(await encodeWeights(...given));

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

  it("a layer may have another name, or be two", async () => {
    const options = { shape: [6, 6, 1], latent: 2, network: "dense", hidden: [4] } as const; // 28, 20 and 400 there
    const make = (seed: number) => createVae(options, createRng(seed));
    // the VAE of pytorch/examples
    const names = { "encoder.1": "fc1", "encoder.3": ["fc21", "fc22"], "decoder.0": "fc3", "decoder.2": "fc4" };
    const [one, two] = [make(1), make(2)];
    const bytes = await encodeWeights(one, { names });
    const shapes = [...decodeSafetensors(bytes).arrays].map(([name, { shape }]) => `${name} [${shape}]`).sort();
    expect(shapes).toEqual([
      "fc1.bias [4]",
      "fc1.weight [4,36]",
      "fc21.bias [2]",
      "fc21.weight [2,4]",
      "fc22.bias [2]",
      "fc22.weight [2,4]",
      "fc3.bias [4]",
      "fc3.weight [4,2]",
      "fc4.bias [36]",
      "fc4.weight [36,4]",
    ]);
    loadWeights(two, bytes, { names });
    expect(numbersOf(two)).toEqual(numbersOf(one));
  });
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
