import type { PicturePointer } from "../../parts/picture.js";
import type { TouchQuery } from "../../session/looks/touch.js";
import type { Touched } from "./use-touch.js";

/** How a picture is touched, and what of it is shown. */
export interface Pointing {
  readonly touched: Touched | null;
  /** @param isHeld whether it stays when the pointer goes */
  readonly touch: (what: TouchQuery, isHeld: boolean) => void;
  /** The pointer goes: what is not held is touched no more. */
  readonly leave: () => void;
  /** Nothing is held any more. */
  readonly release: () => void;
}

/** Hears of the pointer on a picture of the plane, which reaches from `-range` to `range`. */
export const pointerOf = (
  { touch, leave, release }: Pointing,
  is: TouchQuery["is"],
  range: number,
): PicturePointer => ({
  move: (across, down, isPressed) => touch({ is, at: [(2 * across - 1) * range, (1 - 2 * down) * range] }, isPressed),
  leave,
  release,
});
