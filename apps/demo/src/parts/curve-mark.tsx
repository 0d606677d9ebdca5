import type { Curve } from "./chart.js";

type CurveMarkProps = Pick<Curve, "color"> & { readonly dash?: readonly number[] | undefined };

const WIDTH = 20;

/** A short piece of a curve, as the chart draws it, for its key. */
export const CurveMark = ({ color, dash }: CurveMarkProps) => (
  <svg class="curve-mark" width={WIDTH} height={8} aria-hidden="true">
    <line x1={0} x2={WIDTH} y1={4} y2={4} stroke={color} stroke-width={2} stroke-dasharray={dash?.join(" ")} />
  </svg>
);
