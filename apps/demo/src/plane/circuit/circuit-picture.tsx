import type { NdArray } from "@genlab/core";
import type { Circuit, Flow } from "../../session/looks/circuit.js";
import { brief } from "../brief.js";
import { words } from "../words.js";
import "./circuit.css";
import { type Place, placesOf } from "./layout.js";

const WIDTH = 260;
const ROW = 74;
const BOX = { width: 92, height: 24 };
/** The side of a picture on an edge. */
const PICTURE = 34;
const MARGIN = 6;
/** Between what flows and what comes back. */
const APART = 9;

interface CircuitPictureProps {
  readonly circuit: Circuit;
  /** Of the model. */
  readonly name: string;
  /** Milliseconds in which it is walked through: forth, and back. 0: it stands still. */
  readonly walk: number;
}

/** One phase: what flows into what, with the batch on its way, and the gradients that come back, the wider the larger. */
export function CircuitPicture({ circuit, name, walk }: CircuitPictureProps) {
  const places = placesOf(circuit);
  const byName = new Map(places.map((place) => [place.name, place]));
  const rows = Math.max(...places.map(({ row }) => row)) + 1;
  const height = rows * ROW - (ROW - BOX.height) + 2 * MARGIN;
  const links = linksOf(circuit).flatMap(({ from, to, flow, isFirst }) => {
    const [start, end] = [byName.get(from), byName.get(to)];
    return start && end && end.row > start.row ? [{ start, end, flow, isFirst }] : [];
  });
  const half = walk / 2 / rows;
  return (
    <svg
      class={walk > 0 ? "circuit walks" : "circuit"}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={textOf(circuit, name)}
      style={{ "--stay": `${half}ms` }}
    >
      {links.map(({ start, end, flow, isFirst }) => (
        <Link
          key={`${start.name}>${end.name}`}
          {...{ start, end, flow, isFirst }}
          isNetwork={circuit.flows.some(({ to }) => to === start.name)}
          forth={start.row * half}
          back={walk / 2 + (rows - 1 - end.row) * half}
        />
      ))}
      {places.map((place) => (
        <Box key={place.name} place={place} circuit={circuit} />
      ))}
    </svg>
  );
}

interface LinkProps {
  readonly start: Place;
  readonly end: Place;
  /** What flows; null for data that the loss reads. */
  readonly flow: Flow | null;
  /** Of those that make up what flows: it has the picture. */
  readonly isFirst: boolean;
  /** Whether it begins at a network. */
  readonly isNetwork: boolean;
  /** Milliseconds until it is walked. */
  readonly forth: number;
  readonly back: number;
}

function Link({ start, end, flow, isFirst, isNetwork, forth, back }: LinkProps) {
  const [x, y] = [xOf(start), topOf(start) + BOX.height];
  const [toX, toY] = [xOf(end), topOf(end)];
  const norm = isNetwork ? (flow?.norm ?? null) : null; // nothing comes back to data, or noise
  const { gradientOf } = words.value;
  const side = sideOf(start, end);
  const [middle, center] = [side === null ? (x + toX) / 2 : (x + 6 * side + toX) / 8, (y + toY) / 2];
  return (
    <g>
      <path class="forth" d={curve({ x, y, toX, toY, side })} style={{ animationDelay: `${forth}ms` }} />
      {norm !== null && (
        <path
          class="back"
          d={curve({ x: x + APART, y, toX: toX + APART, toY, side: side === null ? null : side + APART })}
          stroke-width={widthOf(norm)}
          style={{ animationDelay: `${back}ms` }}
        >
          <title>{gradientOf(brief(norm))}</title>
        </path>
      )}
      {flow && isFirst && (
        <Batch values={flow.values} left={Math.max(1, middle - PICTURE - 2)} top={center - PICTURE / 2} />
      )}
      {norm !== null && isFirst && (
        <text class="norm" x={middle + APART + 8} y={center + 4}>
          {brief(norm)}
        </text>
      )}
    </g>
  );
}

/** Rows of two numbers as dots, or of one along a line. */
function Batch({ values, left, top }: { readonly values: NdArray; readonly left: number; readonly top: number }) {
  const size = values.data.length / values.shape[0]!;
  const reach = 1.1 * Math.max(...Array.from(values.data, Math.abs).filter(Number.isFinite), 1e-6);
  const dots = Array.from({ length: values.shape[0]! }, (_, i) => {
    const x = values.data[i * size]!;
    const y = size > 1 ? values.data[i * size + 1]! : ((i * 0.618) % 1) - 0.5;
    const across = (value: number) => ((value / reach + 1) * PICTURE) / 2;
    return `M${across(x).toFixed(1)} ${(PICTURE - (size > 1 ? across(y) : across(y * reach))).toFixed(1)}h0`;
  });
  return (
    <g class="batch" transform={`translate(${left} ${top})`}>
      <rect width={PICTURE} height={PICTURE} rx="3" />
      <path d={dots.join("")} />
    </g>
  );
}

function Box({ place, circuit }: { readonly place: Place; readonly circuit: Circuit }) {
  const { partOf, movedBy } = words.value;
  const moved = circuit.moves[place.name];
  const isLoss = place.name === "loss";
  const isNetwork = circuit.flows.some(({ to }) => to === place.name) && !isLoss;
  const kind = isLoss ? "loss" : isNetwork ? "network" : "source";
  const label = isLoss ? `${partOf("loss")} ${brief(circuit.losses.total!)}` : partOf(place.name);
  return (
    <g class={`box ${kind} ${moved === undefined ? "" : "moved"}`}>
      <rect x={xOf(place) - BOX.width / 2} y={topOf(place)} width={BOX.width} height={BOX.height} rx="5" />
      <text x={xOf(place)} y={topOf(place) + 16.5}>
        {label}
      </text>
      {moved !== undefined && <title>{movedBy(brief(moved))}</title>}
    </g>
  );
}

/** A link from each that makes up a flow, and one for data that the loss reads. */
function linksOf({ flows, given }: Circuit) {
  const links = [
    ...flows.flatMap((flow) => flow.from.map((from, i) => ({ from, to: flow.to, flow, isFirst: i === 0 }))),
    ...given.map((from) => ({ from, to: "loss", flow: null, isFirst: false })),
  ];
  // what flows alone and as a part of something has one link: its own
  return links.filter(
    (link) => link.isFirst || !links.some((own) => own.isFirst && own.from === link.from && own.to === link.to),
  );
}

const xOf = ({ across }: Place) => across * WIDTH;

const topOf = ({ row }: Place) => MARGIN + row * ROW;

/** Links that pass by other parts swing out. Null for those to the next row. */
function sideOf(start: Place, end: Place): number | null {
  if (end.row - start.row <= 1) return null;
  return start.across < 0.5 ? MARGIN : WIDTH - MARGIN;
}

interface Curve {
  readonly x: number;
  readonly y: number;
  readonly toX: number;
  readonly toY: number;
  /** Where it swings to. */
  readonly side: number | null;
}

const curve = ({ x, y, toX, toY, side }: Curve) => {
  const bend = (toY - y) / 2;
  return `M${x} ${y}C${side ?? x} ${y + bend} ${side ?? toX} ${toY - bend} ${toX} ${toY}`;
};

/** By powers of ten, from 0.0001 to 10. */
const widthOf = (norm: number) => 1 + 1.1 * Math.min(5, Math.max(0, Math.log10(Math.max(norm, 1e-12)) + 4));

/** The same in words. */
function textOf({ phase, flows, losses, moves }: Circuit, name: string): string {
  const { partOf, circuitOf, flowOf, gradientOf, movedBy } = words.value;
  const parts = flows.map(({ from, to, norm }) => {
    const flow = flowOf(from.map(partOf).join(" + "), partOf(to));
    return norm === null ? flow : `${flow} (${gradientOf(brief(norm))})`;
  });
  const moved = Object.entries(moves).map(([network, norm]) => `${partOf(network)}: ${movedBy(brief(norm))}`);
  return circuitOf(name, partOf(phase), [...parts, ...moved].join("; "), brief(losses.total!));
}
