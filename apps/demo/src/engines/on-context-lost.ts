import { backend, getBackend } from "@tensorflow/tfjs-core";

/** The part of tfjs' WebGL backend that knows its canvas. */
interface GraphicsBackend {
  readonly gpgpu: { readonly gl: WebGL2RenderingContext };
}

/** The part of tfjs' WebGPU backend that knows its device. */
interface DeviceBackend {
  readonly device: GPUDevice;
}

/** Calls once when the engine that is set loses its graphics context. Others have none to lose. */
export function onContextLost(listener: () => void): void {
  if (getBackend() === "webgl") {
    const { canvas } = (backend() as unknown as GraphicsBackend).gpgpu.gl;
    canvas.addEventListener("webglcontextlost", listener, { once: true });
  } else if (getBackend() === "webgpu") {
    void (backend() as unknown as DeviceBackend).device.lost.then(listener);
  }
}
