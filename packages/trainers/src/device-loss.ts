import { GenlabError } from "@genlab/core";
import { engine } from "@tensorflow/tfjs-core";

/** What tfjs' webgl and webgpu backends have, and no other. */
interface DeviceOwner {
  readonly gpgpu?: { readonly gl?: WebGLRenderingContext };
  readonly device?: {
    readonly lost?: Promise<{ readonly message?: string }>;
    readonly queue?: { onSubmittedWorkDone(): Promise<unknown> };
  };
}

/** Tells when a backend's device is gone: what is computed on it then never arrives. */
class DeviceWatch {
  readonly #gl: WebGLRenderingContext | undefined;
  readonly #device: DeviceOwner["device"];
  readonly #lost: Promise<void> | undefined;
  #loss: GenlabError | null = null;
  readonly #waiting = new Set<(error: GenlabError) => void>();

  constructor({ gpgpu, device }: DeviceOwner) {
    this.#gl = gpgpu?.gl;
    this.#gl?.canvas.addEventListener("webglcontextlost", () => this.#lose("WebGL context"));
    this.#device = device;
    this.#lost = device?.lost?.then(({ message }) => this.#lose("WebGPU device", message));
  }

  /** @throws GenlabError when the device is lost. */
  check(): void {
    if (this.#gl?.isContextLost()) this.#lose("WebGL context"); // the event comes later
    if (this.#loss) throw this.#loss;
  }

  /** What a promise gives, or the loss, if that comes first. */
  async until<T>(value: Promise<T>): Promise<T> {
    this.check();
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#waiting.add(reject);
        value.then(resolve, reject).finally(() => this.#waiting.delete(reject));
      });
    } catch (error) {
      // a buffer says so before its device does; the device's answer to a question comes after both
      await Promise.race([this.#lost, this.#device?.queue?.onSubmittedWorkDone().catch(() => {})]);
      this.check();
      throw error;
    }
  }

  #lose(device: string, reason?: string): void {
    if (this.#loss) return;
    const why = reason ? ` (${reason})` : "";
    this.#loss = new GenlabError(
      `The ${device} was lost${why}: what was trained since the last checkpoint is gone with it. ` +
        "Reload the page, or start anew, and go on from the checkpoint; smaller batches or another backend may help.",
    );
    for (const reject of this.#waiting) reject(this.#loss);
    this.#waiting.clear();
  }
}

const watches = new WeakMap<object, DeviceWatch>();

function watch(): DeviceWatch {
  const { backend } = engine();
  const known = watches.get(backend) ?? new DeviceWatch(backend as DeviceOwner);
  watches.set(backend, known);
  return known;
}

/** @throws GenlabError when the device of the backend that is set is lost. */
export const requireDevice = (): void => watch().check();

/** What a promise of the backend that is set gives. It rejects when the device is lost, where tfjs' own would never settle. */
export const untilLost = <T>(value: Promise<T>): Promise<T> => watch().until(value);
