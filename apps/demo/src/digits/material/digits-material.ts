import { range } from "../../pictures/pictures.js";
import type { Material } from "./material.js";

/** The digits that come with GenLab: 1500 to train on, 297 others to look at. */
export async function digitsMaterial(): Promise<Material> {
  const { digits } = await import("@genlab/data"); // a chunk of its own: most of it is the digits
  const test = await digits({ part: "test" });
  const { x, y } = test.batch(range(test.length));
  return {
    data: { spec: { type: "digits" }, examples: 1500, classes: 10 },
    shown: { x: x!, y: y! },
    isHeldOut: true,
    classes: range(10).map(String),
    isInk: true,
  };
}
