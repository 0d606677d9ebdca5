import { backend, getBackend } from "@tensorflow/tfjs-core";

/** The part of tfjs' WebGL backend that knows its canvas. */
interface GraphicsBackend {
  readonly gpgpu: { readonly gl: WebGL2RenderingContext };
}

/** Calls once when WebGL, where it is the backend that is set, loses its graphics context. Others have none to lose. */
export function onContextLost(listener: () => void): void {
  if (getBackend() !== "webgl") return;
  const { canvas } = (backend() as unknown as GraphicsBackend).gpgpu.gl;
  canvas.addEventListener("webglcontextlost", listener, { once: true });
}
