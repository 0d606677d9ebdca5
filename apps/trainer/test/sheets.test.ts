import { describe, expect, it } from "vitest";
import { type Canvas, pixelAt } from "../src/pictures/canvas.js";
import { contactSheet } from "../src/pictures/contact-sheet.js";
import { curvePlot } from "../src/pictures/curve-plot.js";

const images = (values: readonly number[], ...shape: number[]) => ({ data: Float32Array.from(values), shape });

describe("a contact sheet", () => {
  // images of 2×2 are enlarged 26 times, with 26 pixels between: a cell is 78
  const block = images([1, 1, 1, 1, 0, 0, 0, 0], 2, 2, 2, 1);
  const headings = [
    { text: "a", columns: 2 },
    { text: "b", columns: 1 },
  ];
  const rows = [
    { label: "x", blocks: [block, block] },
    { label: "y", note: "long", blocks: [null, block] },
  ];
  const canvas = contactSheet(rows, headings);
  // "long" is 4 letters of 12, and margins are 10: blocks begin at 10 + 48 + 10, and a block and a margin further
  const [first, second] = [68, 68 + 2 * 78 + 10];

  it("has a row for each name, and leaves out what there is no room for", () => {
    // a line of text is 16 + 5 high, a row 78 + 5
    expect([canvas.width, canvas.height]).toEqual([second + 78 + 10, 10 + 21 + 2 * 83 + 10]);
    const at = (x: number, row: number) => pixelAt(canvas, x, 31 + row * 83 + 20)[0];
    expect([at(first + 20, 0), at(first + 78 + 20, 0), at(second + 20, 0)]).toEqual([255, 0, 255]);
    expect([at(first + 20, 1), at(second + 20, 1)]).toEqual([32, 255]); // nothing but the background in the empty block
  });
});

describe("a plot of curves", () => {
  it("places points by powers of two and evenly, and names each curve in its colour", () => {
    const points = [
      { x: 2, y: 10 },
      { x: 8, y: 12 },
    ];
    const canvas = curvePlot([{ label: "a", curves: [{ label: "b", points }] }]);
    // a panel of 420×300 at (12 + 48, 12 + 2 lines of 22): from 2 to 8 is from edge to edge, and so is 10 to 12
    expect(brightOf(canvas, [60, 56 + 299])).toBe(true);
    expect(brightOf(canvas, [60 + 419, 56])).toBe(true);
    expect(brightOf(canvas, [60 + 210, 56 + 149])).toBe(true); // the line between them
    expect(brightOf(canvas, [60 + 210, 56 + 250])).toBe(false);
  });
});

const brightOf = (canvas: Canvas, [x, y]: readonly [number, number]) => pixelAt(canvas, x, y)[0] === 255;
