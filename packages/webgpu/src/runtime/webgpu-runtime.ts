import {
  decompose,
  type Executable,
  type Graph,
  optimize,
  type Runtime,
  type TensorType,
  type Values,
} from "@genlab/graph";
import { Device } from "./device.js";
import { Kernels } from "./kernels.js";
import type { WebgpuValue } from "./webgpu-value.js";

export interface WebgpuRuntimeOptions {
  /** What it runs on, as it follows "WebGPU". Default "on a GPU". */
  readonly details?: string;
  /** Hears that the GPU is lost: all values are, and whatever is asked for is an error. */
  readonly onLost?: () => void;
}

/** Graphs as WebGPU shaders. Values stay on the GPU; runs queue up there, and `read` waits for them. */
export class WebgpuRuntime implements Runtime<WebgpuValue> {
  readonly name = "WebGPU";
  readonly details: string;
  readonly #device: Device;

  /** The device is the runtime's from then on, and is destroyed with it. */
  constructor(device: GPUDevice, { details = "on a GPU", onLost = () => {} }: WebgpuRuntimeOptions = {}) {
    this.#device = new Device(device, onLost);
    this.details = details;
  }

  /** Of its buffers, whether they are in use or not. */
  get bytes(): number {
    return this.#device.bytes;
  }

  async compile(graph: Graph): Promise<Executable<WebgpuValue>> {
    this.#device.check();
    const prepared = [optimize, decompose, optimize].reduce((current, pass) => pass(current), graph);
    return Kernels.create(this.#device, prepared);
  }

  put(entries: Values, { dtype }: TensorType): WebgpuValue {
    const block = this.#device.take(entries.length);
    this.#device.write(block, entries);
    return { block, length: entries.length, dtype };
  }

  async read({ block, length, dtype }: WebgpuValue): Promise<Values> {
    const bytes = await this.#device.read(block, 4 * length);
    if (dtype === "float32") return new Float32Array(bytes);
    return dtype === "int32" ? new Int32Array(bytes) : Uint8Array.from(new Uint32Array(bytes));
  }

  free({ block }: WebgpuValue): void {
    this.#device.give(block);
  }

  async dispose(): Promise<void> {
    await this.#device.dispose();
  }
}
