import { brief } from "../brief.js";
import { words } from "../words.js";
import type { Touched } from "./use-touch.js";

/** What is touched, in numbers, over the edge of the picture that is farther from it: no picture moves away from who touches it. */
export function TouchLine({ touched }: { readonly touched: Touched | null }) {
  const { touchedPoint, touchedCode, touchedImage, takenForData, judged } = words.value;
  if (!touched) return null;
  const { finger, code, image, judgement } = touched;
  const parts = [
    finger.is === "point" && touchedPoint(spot(finger.at)),
    code && touchedCode(spot(code)),
    image && touchedImage(spot(image)),
    judgement &&
      (judgement.kind === "logit"
        ? takenForData(Math.round(100 / (1 + Math.exp(-judgement.value))))
        : judged(brief(judgement.value))),
  ].filter((part) => typeof part === "string");
  const isLow = ((finger.is === "point" ? finger.at : image)?.[1] ?? 0) < 0;
  return <p class={isLow ? "touched above" : "touched"}>{parts.join(" · ")}</p>;
}

const spot = (numbers: readonly number[]) => `(${numbers.map(rounded).join(", ")})`;

/** Without the sign of what is rounded to 0. */
const rounded = (value: number) => value.toFixed(2).replace(/^-(?=0\.00$)/, "");
