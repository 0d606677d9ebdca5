import type { Pictures } from "../pictures/pictures.js";
import { isOfPoints, type RunConfiguration, shapeOf } from "../runs/configuration.js";
import { digitsAs } from "./digits-as.js";

const COUNT = 60;

/** Images for a run to encode: MNIST's own where it was trained on them, else the digits of the page. Null for a run on points. */
export async function examplesFor({ data }: RunConfiguration): Promise<Pictures | null> {
  if (isOfPoints(data)) return null;
  if (data.type !== "mnist") return digitsAs(shapeOf(data), "test", COUNT);
  const { mnistDigits } = await import("./mnist-digits.js");
  return mnistDigits();
}
