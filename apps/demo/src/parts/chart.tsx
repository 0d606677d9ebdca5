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

interface ChartProps {
  /** What the chart shows, for those who do not see it. */
  readonly label: string;
  readonly steps: readonly number[];
  readonly curves: readonly Curve[];
  /** In pixels. Default 150. */
  readonly height?: number;
  /** Of the values. Default: what they need. */
  readonly range?: readonly [number, number];
}

/** Curves over one axis of steps, as wide as its place. It is made anew when the labels or colours change. */
export function Chart({ label, steps, curves, height = 150, range }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { ink, line } = colors.value;
  const look = JSON.stringify([curves.map(({ values, ...rest }) => rest), height, range, ink]);
  useEffect(() => {
    const element = place.current;
    if (!element) return; // an effect runs after the frame, when the chart may be gone
    const width = element.clientWidth;
    const made = new uPlot(optionsOf(curves, { ink, line, width, height, range }), dataOf(steps, curves), element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [look]);
  useEffect(() => plot.current?.setData(dataOf(steps, curves)), [steps, curves]);
  return <div ref={place} class="chart" role="img" aria-label={label} />;
}

const dataOf = (steps: readonly number[], curves: readonly Curve[]): uPlot.AlignedData => [
  [...steps],
  ...curves.map(({ values }) => [...values]),
];

interface Frame {
  readonly ink: string;
  readonly line: string;
  readonly width: number;
  readonly height: number;
  readonly range: readonly [number, number] | undefined;
}

function optionsOf(curves: readonly Curve[], { ink, line, width, height, range }: Frame): uPlot.Options {
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
    cursor: { show: false },
    padding: [6, 8, 0, 0],
    scales: { x: { time: false }, y: range ? { range: [...range] } : {} },
    axes: [
      { ...axis, size: 24 },
      { ...axis, size: 44 },
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
