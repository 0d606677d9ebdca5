import type { DataName } from "../../plane/plan.js";

const dots = (places: readonly (readonly [number, number])[], radius: number) =>
  places.map(([x, y]) => <circle key={`${x},${y}`} cx={x} cy={y} r={radius} />);

const ring = Array.from({ length: 8 }, (_, i) => {
  const angle = (i * Math.PI) / 4;
  return [16 + 11 * Math.cos(angle), 16 + 11 * Math.sin(angle)] as const;
});
const grid = [6, 11, 16, 21, 26].flatMap((x) => [6, 11, 16, 21, 26].map((y) => [x, y] as const));

const shapes = {
  ring: () => dots(ring, 2.6),
  grid: () => dots(grid, 1.5),
  moons: () => (
    <g class="outline">
      <path d="M4 19 a8 8 0 0 1 16 0" />
      <path d="M12 13 a8 8 0 0 0 16 0" />
    </g>
  ),
  "swiss-roll": () => (
    <g class="outline">
      <path d="M16 16 c2 -3 5 1 2 4 c-4 4 -10 0 -9 -6 c1 -7 11 -9 16 -3 c4 5 2 13 -4 16" />
    </g>
  ),
  drawing: () => (
    <g class="outline">
      <path d="M7 25 l1 -5 l14 -14 l4 4 l-14 14 z M19 9 l4 4" />
    </g>
  ),
} satisfies Readonly<Record<DataName, () => unknown>>;

/** A distribution in a few strokes. */
export function DataIcon({ data }: { readonly data: DataName }) {
  const Shape = shapes[data];
  return (
    <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <Shape />
    </svg>
  );
}

const paths = {
  play: "M5 3 L13 8 L5 13 Z",
  pause: "M4 3 h3 v10 h-3 z M9 3 h3 v10 h-3 z",
  step: "M3 3 L9 8 L3 13 Z M10.5 3 h2.5 v10 h-2.5 z",
  reset: "M8 3 a5 5 0 1 1 -4.6 3 l1.6 .7 a3.3 3.3 0 1 0 3 -2 v2.3 l-4 -3.2 l4 -3.2 z",
} as const;

/** A picture on a button. */
export const Icon = ({ name }: { readonly name: keyof typeof paths }) => (
  <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d={paths[name]} fill="currentColor" />
  </svg>
);
