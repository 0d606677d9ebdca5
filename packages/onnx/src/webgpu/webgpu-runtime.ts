import { GenlabError } from "@genlab/core";
import type { Executable, Graph, Runtime, TensorType, Values } from "@genlab/graph";
import { encodeModel } from "../encode-model.js";
import { lower } from "../lower.js";
import { cNames } from "../native/c-names.js";
import { prepare } from "../prepare.js";
import { Device, type DeviceOptions, type DeviceValue } from "./device.js";
import { inWebgpu } from "./in-webgpu.js";

// of Node, where alone there are shared libraries
declare function setImmediate(callback: () => void): unknown;

/** ONNX Runtime's WebGPU provider by its C interface. Values stay on the device; runs queue up there, and `read` waits for them. */
export class WebgpuRuntime implements Runtime<DeviceValue> {
  readonly name = "ONNX Runtime";
  readonly details: string;
  readonly #device: Device;

  /** @throws GenlabError when the library is none or too old; Error when it has no WebGPU or finds no adapter. */
  constructor(options: DeviceOptions) {
    this.#device = new Device(options);
    this.details = `${this.#device.api.version}, by its C interface, on webgpu`;
  }

  async compile(graph: Graph): Promise<Executable<DeviceValue>> {
    const model = lower(inWebgpu(prepare(graph)));
    return new Session(this.#device, encodeModel({ graph: model, metadata: {} }), {
      inputs: model.inputs.map(({ name }) => name),
      outputs: new Map(model.outputs.map(({ name, type, shape }) => [name, { dtype: type, shape } as TensorType])),
    });
  }

  put(entries: Values, type: TensorType): DeviceValue {
    const value = this.#device.allocate(type);
    this.#device.write(entries, value);
    return value;
  }

  read(value: DeviceValue): Values {
    return this.#device.read(value);
  }

  free(value: DeviceValue): void {
    this.#device.free(value);
  }

  async dispose(): Promise<void> {
    this.#device.dispose();
  }
}

interface Signature {
  readonly inputs: readonly string[];
  readonly outputs: ReadonlyMap<string, TensorType>;
}

class Session implements Executable<DeviceValue> {
  readonly inputs: readonly string[];
  readonly #device: Device;
  readonly #outputs: ReadonlyMap<string, TensorType>;
  readonly #names: readonly [inputs: BigUint64Array, outputs: BigUint64Array];
  #session: bigint;

  constructor(device: Device, model: Uint8Array, { inputs, outputs }: Signature) {
    this.inputs = inputs;
    this.#device = device;
    this.#outputs = outputs;
    this.#names = [cNames(device.api, inputs), cNames(device.api, [...outputs.keys()])];
    this.#session = device.createSession(model);
    device.api.releaseWith(this, "ReleaseSession", this.#session);
  }

  async run(
    given: ReadonlyMap<string, DeviceValue>,
    into: ReadonlyMap<string, DeviceValue>,
  ): Promise<ReadonlyMap<string, DeviceValue>> {
    const missing = this.inputs.find((name) => !given.has(name));
    if (missing !== undefined) throw new GenlabError(`The input "${missing}" was not given.`);
    // signals and timers have their turn between runs
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#session === 0n) throw new GenlabError("The session was released.");
    const made = [...this.#outputs].map(
      ([name, type]) => [name, into.get(name) ?? this.#device.allocate(type)] as const,
    );
    const [inputNames, outputNames] = this.#names;
    try {
      const inputs = BigUint64Array.from(this.inputs, (name) => this.#device.addressOf(given.get(name)!));
      const outputs = BigUint64Array.from(made, ([, value]) => this.#device.addressOf(value));
      const sides = [inputNames, inputs, inputs.length, outputNames, outputs.length, outputs];
      this.#device.run(this.#session, sides);
    } catch (error) {
      for (const [name, value] of made) if (!into.has(name)) this.#device.free(value);
      throw error;
    }
    return new Map(made);
  }

  async dispose(): Promise<void> {
    const session = this.#session;
    this.#session = 0n;
    if (session === 0n) return;
    this.#device.api.forget(this);
    this.#device.api.call("ReleaseSession", session);
  }
}
