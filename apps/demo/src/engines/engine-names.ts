/** Backends of TensorFlow.js that the page can use. */
export const engineNames = ["webgl", "webgpu", "wasm", "cpu"] as const;

export type EngineName = (typeof engineNames)[number];

/** What a person can ask for. */
export type EngineChoice = "auto" | EngineName;

/** How large the operations of a page are: for small ones the cost is that of a call, not of the arithmetic. */
export type Workload = "small" | "images";

const orders: Readonly<Record<Workload, readonly EngineName[]>> = {
  small: ["wasm", "cpu", "webgl"],
  images: ["webgl", "wasm", "cpu"],
};

/** Engines in the order to try them: the one asked for first, then those that suit the work. */
export function engineOrder(choice: EngineChoice, workload: Workload): readonly EngineName[] {
  const order = orders[workload];
  return choice === "auto" ? order : [choice, ...order.filter((name) => name !== choice)];
}
