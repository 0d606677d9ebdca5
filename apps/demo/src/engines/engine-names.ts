import { hasGraphicsCard } from "./has-graphics-card.js";

/**
 * Backends of TensorFlow.js that the page can use, and whole steps that are compiled beside that of WebAssembly: `compiled` as WebAssembly, `webgpu`
 * as shaders.
 */
export const engineNames = ["compiled", "webgl", "webgpu", "wasm", "cpu"] as const;

/** `faster` is what of the two a trial finds to be that: `auto` may take it. */
export type EngineName = (typeof engineNames)[number] | "faster";

/** What a person can ask for. */
export type EngineChoice = "auto" | (typeof engineNames)[number];

/** How large the operations of a page are: for small ones the cost is that of a call, not of the arithmetic. */
export type Workload = "small" | "images";

const orders: Readonly<Record<Workload, readonly EngineName[]>> = {
  small: ["compiled", "wasm", "cpu", "webgl"],
  images: ["faster", "webgl", "compiled", "wasm", "cpu"],
};

/**
 * Engines in the order to try them: the one asked for first, then those that suit the work. WebGL and WebGPU in software are among them only where
 * they are asked for.
 */
export function engineOrder(
  choice: EngineChoice,
  workload: Workload,
  onCard: boolean = hasGraphicsCard(),
): readonly EngineName[] {
  const order = orders[workload].filter((name) => onCard || (name !== "webgl" && name !== "faster"));
  return choice === "auto" ? order : [choice, ...order.filter((name) => name !== choice)];
}
