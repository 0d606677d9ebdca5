import { halfBlocks } from "./half-blocks.js";
import { imageRow } from "./image-grid.js";
import { inPlane } from "./in-plane.js";
import { largest, scatterPanel } from "./scatter.js";
import type { Section } from "./section.js";
import { shrink } from "./shrink.js";
import { takeExamples } from "./take-examples.js";

/** What is asked of a terminal; `process.stdout` is one when it `isTTY`. */
export interface Terminal {
  readonly columns: number;
  getColorDepth(): number;
}

const WIDEST_IMAGE = 14;
const MOST_IMAGES = 12;
const WIDEST_PANEL = 48;

/** The sections as lines of coloured half blocks that fit the terminal; nothing where it shows less than 256 colours. */
export function forTerminal(given: readonly Section[], terminal: Terminal): readonly string[] {
  const sections = inPlane(given);
  const { columns } = terminal;
  const depth = terminal.getColorDepth();
  if (depth !== 8 && depth !== 24) return [];
  const reach = 1.3 * largest(sections[0]!.examples);
  return sections.flatMap(({ label, examples }) => {
    if (examples.shape.length === 2) {
      const panel = scatterPanel(examples, reach, Math.min(WIDEST_PANEL, columns));
      return [label, ...halfBlocks(panel, depth)];
    }
    const width = examples.shape[2]!;
    const small = shrink(examples, Math.ceil(width / WIDEST_IMAGE));
    const fitting = Math.floor((columns + 1) / (small.shape[2]! + 1));
    const row = takeExamples(small, Math.min(MOST_IMAGES, Math.max(1, fitting)));
    return [label, ...halfBlocks(imageRow(row), depth)];
  });
}
