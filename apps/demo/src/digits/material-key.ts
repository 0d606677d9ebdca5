import type { Settings } from "./settings.js";

/** Text that differs where other material is asked for. */
export function materialKey({ data, size, color, drawings }: Settings): string {
  return { digits: "digits", images: `images ${size} ${color}`, drawings: `drawings ${size} ${drawings}` }[data];
}
