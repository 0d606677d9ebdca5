import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { colors } from "./colors.js";

/** A curve over steps. */
export interface Curve {
  readonly label: string;
  readonly color: string;
  /** Null where there is no value. */
  readonly values: readonly (number | null)[];
  /** Pattern of a dashed line, in pixels. Default: a full line. */
  readonly dash?: readonly number[];
}

/** Of shares: with room for a curve at its ends. */
export const SHARES: readonly [number, number] = [-0.02, 1.04];

interface ChartProps {
  /** What the chart shows, for those who do not see it. */
  readonly label: string;
  readonly steps: readonly number[];
  readonly curves: readonly Curve[];
  /** In pixels. Default 150. */
  readonly height?: number;
  /** Of the values. Default: what they need. */
  readonly range?: readonly [number, number];
  /** Values that the axis names. Default: round ones. */
  readonly marks?: readonly number[];
  /** The step that is shown elsewhere: what came later is veiled. Default: the last one. */
  readonly here?: number | undefined;
  /** Whether equal distances are equal ratios; numbers near 0 and below it are laid out too. Default false. */
  readonly isLogarithmic?: boolean;
  /** Hears which point is pointed at, or that none is. */
  readonly onPoint?: (index: number | null) => void;
}

/** Curves over one axis of steps, as wide as its place. It is made anew when the labels or colours change. */
export function Chart({ label, steps, curves, height = 150, isLogarithmic = false, ...others }: ChartProps) {
  const { range, marks, here, onPoint } = others;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const point = useRef(onPoint);
  point.current = onPoint;
  const shown = useRef(here);
  shown.current = here;
  const { ink, line, surface } = colors.value;
  const look = JSON.stringify([curves.map(({ values, ...rest }) => rest), height, range, marks, isLogarithmic, ink]);
  useEffect(() => {
    const element = place.current;
    if (!element) return; // an effect runs after the frame, when the chart may be gone
    const width = element.clientWidth;
    const frame = {
      ...{ ink, line, surface, width, height, range, marks, isLogarithmic },
      point: (index: number | null) => point.current?.(index),
      here: () => shown.current,
    };
    const made = new uPlot(optionsOf(curves, frame), dataOf(steps, curves), element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [look]);
  useEffect(() => plot.current?.setData(dataOf(steps, curves)), [steps, curves, here]);
  return <div ref={place} class="chart" role="img" aria-label={label} />;
}

const dataOf = (steps: readonly number[], curves: readonly Curve[]): uPlot.AlignedData => [
  [...steps],
  ...curves.map(({ values }) => [...values]),
];

interface Frame {
  readonly ink: string;
  readonly line: string;
  readonly surface: string;
  readonly width: number;
  readonly height: number;
  readonly range: readonly [number, number] | undefined;
  readonly marks: readonly number[] | undefined;
  readonly isLogarithmic: boolean;
  readonly point: (index: number | null) => void;
  readonly here: () => number | undefined;
}

const logarithmic: Pick<uPlot.Axis, "splits" | "filter" | "values"> = {
  splits: (_, _axis, least, most) => powersBetween(least, most),
  filter: (_, splits) => splits,
  values: (_, splits) => splits.map((value) => `${Number(value.toPrecision(1))}`),
};

/** Between it and its negative a logarithmic axis is linear. */
const LEAST = 0.1;
const MOST_POWERS = 8;

/** 0 and the powers of ten on both sides of it; where there are fewer than two, also their doubles and halves. */
function powersBetween(least: number, most: number): number[] {
  const powers = Array.from({ length: MOST_POWERS }, (_, i) => LEAST * 10 ** i);
  const between = (sizes: readonly number[]) =>
    [...sizes.map((size) => -size).reverse(), 0, ...sizes].filter((value) => value >= least && value <= most);
  const marks = between(powers);
  return marks.length > 1 ? marks : between(powers.flatMap((power) => [power, 2 * power, 5 * power]));
}

function optionsOf(curves: readonly Curve[], frame: Frame): uPlot.Options {
  const { ink, line, width, height, range, marks, isLogarithmic, point } = frame;
  const axis = {
    stroke: ink,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
    font: "11px system-ui",
  };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    hooks: { setCursor: [({ cursor: { idx } }) => point(idx ?? null)], draw: [(plot) => veilFuture(plot, frame)] },
    padding: [8, 16, 0, 0], // half a number fits above the highest mark, and beside the last one
    scales: { x: { time: false }, y: range ? { range: [...range] } : isLogarithmic ? { distr: 4, asinh: LEAST } : {} },
    axes: [
      { ...axis, size: 24 },
      { ...axis, size: 44, ...(isLogarithmic && logarithmic), ...(marks && { splits: [...marks] }) },
    ],
    series: [
      {},
      ...curves.map(({ label, color, dash }) => ({
        label,
        stroke: color,
        width: 1.5,
        points: { show: false },
        spanGaps: true,
        ...(dash && { dash: [...dash] }),
      })),
    ],
  };
}

/** Lets what came after the step that is shown fade, and marks the step. */
function veilFuture({ ctx: context, bbox, data: [steps], valToPos }: uPlot, { here, surface, ink }: Frame): void {
  const step = here();
  if (step === undefined || step >= (steps.at(-1) ?? 0)) return;
  const from = Math.max(bbox.left, valToPos(step, "x", true));
  context.save();
  context.globalAlpha = 0.75;
  context.fillStyle = surface;
  context.fillRect(from, bbox.top, bbox.left + bbox.width - from, bbox.height);
  context.globalAlpha = 1;
  context.fillStyle = ink;
  context.fillRect(from, bbox.top, devicePixelRatio, bbox.height);
  context.restore();
}
