import { hasGraphicsCard } from "./has-graphics-card.js";

/** Backends of TensorFlow.js that the page can use, and `compiled`: whole steps as WebAssembly, beside the backend of that name. */
export const engineNames = ["compiled", "webgl", "webgpu", "wasm", "cpu"] as const;

export type EngineName = (typeof engineNames)[number];

/** What a person can ask for. */
export type EngineChoice = "auto" | EngineName;

/** How large the operations of a page are: for small ones the cost is that of a call, not of the arithmetic. */
export type Workload = "small" | "images";

const orders: Readonly<Record<Workload, readonly EngineName[]>> = {
  small: ["compiled", "wasm", "cpu", "webgl"],
  images: ["webgl", "compiled", "wasm", "cpu"],
};

/**
 * Engines in the order to try them: the one asked for first, then those that suit the work. WebGL in software is among them only where it
 * is asked for.
 */
export function engineOrder(
  choice: EngineChoice,
  workload: Workload,
  onCard: boolean = hasGraphicsCard(),
): readonly EngineName[] {
  const order = orders[workload].filter((name) => name !== "webgl" || onCard);
  return choice === "auto" ? order : [choice, ...order.filter((name) => name !== choice)];
}
