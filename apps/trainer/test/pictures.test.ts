import { describe, expect, it } from "vitest";
import { createCanvas, pixelAt, setPixel } from "../src/pictures/canvas.js";
import { forTerminal } from "../src/pictures/for-terminal.js";
import { halfBlocks } from "../src/pictures/half-blocks.js";
import { imageGrid } from "../src/pictures/image-grid.js";
import { scatter } from "../src/pictures/scatter.js";
import { shrink } from "../src/pictures/shrink.js";
import { drawText } from "../src/pictures/text.js";

const images = (values: readonly number[], ...shape: number[]) => ({ data: Float32Array.from(values), shape });

describe("pictures", () => {
  it("enlarge each image pixel by pixel, under its label", () => {
    const values = [0, 0.25, 0.5, 1, 2, -1, 0, 0];
    const canvas = imageGrid([{ label: "ab", examples: images(values, 2, 2, 2, 1) }], 2);
    // two images of 2×2, each pixel 26 wide, 26 between them, and a margin of 8 around
    expect([canvas.width, canvas.height]).toEqual([2 * 78 - 26 + 16, 8 + 24 + 78 + 8]);
    const at = (column: number, row: number) => pixelAt(canvas, 8 + column * 26 + 13, 32 + row * 26 + 13)[0];
    expect([at(0, 0), at(1, 0), at(0, 1), at(1, 1)]).toEqual([0, 64, 128, 255]);
    expect([at(3, 0), at(4, 0)]).toEqual([255, 0]); // clipped
    expect([...canvas.data.subarray(0, 3 * canvas.width * 30)]).toContain(225); // ink of the label
  });

  it("write letters as dots", () => {
    const canvas = createCanvas(5, 8);
    drawText(canvas, "h", { x: 0, y: 0, scale: 1, colour: [255, 255, 255] });
    const rows = Array.from({ length: 8 }, (_, y) =>
      Array.from({ length: 5 }, (_, x) => (pixelAt(canvas, x, y)[0] > 0 ? "#" : ".")).join(""),
    );
    expect(rows).toEqual(["#....", "#....", "#.##.", "##..#", "#...#", "#...#", "#...#", "....."]);
  });

  it("place points to the scale of the first section, and leave out what lies outside", () => {
    const data = images([1, 0, -1, 0], 2, 2);
    const canvas = scatter([
      { label: "data", examples: data },
      { label: "samples", examples: images([0, 1, 50, 50], 2, 2) },
    ]);
    const bright: number[][] = [];
    for (let y = 40; y < canvas.height; y++) {
      for (let x = 0; x < canvas.width; x++) if (pixelAt(canvas, x, y)[0] > 150) bright.push([x, y]);
    }
    // a panel is 320 wide from (12, 40), and 1.3 lies at its edge: 1 at 160 · (1 + 1 / 1.3) = 283
    expect(bright.filter((_, i) => i < 2)).toEqual([
      [12 + 320 + 12 + 160, 40 + 35],
      [12 + 320 + 12 + 161, 40 + 35],
    ]);
    expect(bright).toContainEqual([12 + 283, 40 + 159]);
    expect(bright).toHaveLength(3 * 4);
  });

  it("write digits, and leave out what they have no dots for", () => {
    const canvas = createCanvas(11, 8);
    drawText(canvas, "?7", { x: 0, y: 0, scale: 1, colour: [255, 255, 255] });
    const rows = Array.from({ length: 8 }, (_, y) =>
      Array.from({ length: 11 }, (_, x) => (pixelAt(canvas, x, y)[0] > 0 ? "#" : "."))
        .join("")
        .slice(6),
    );
    expect(rows).toEqual(["#####", "....#", "...#.", "..#..", ".#...", ".#...", ".#...", "....."]);
  });

  it("begin a new row after five plots", () => {
    const section = { label: "data", examples: images([1, 0], 1, 2) };
    const sizeOf = (count: number) => {
      const { width, height } = scatter(Array(count).fill(section));
      return [width, height];
    };
    // a plot is 320 wide and 28 + 320 high, with 12 around
    expect(sizeOf(2)).toEqual([2 * 332 + 12, 360 + 12]);
    expect(sizeOf(6)).toEqual([5 * 332 + 12, 2 * 360 + 12]);
  });

  it("shrink to means", () => {
    expect(shrink(images([0, 1, 1, 0, 0.5, 0.5, 1, 1], 1, 2, 4, 1), 2)).toEqual(images([0.5, 0.75], 1, 1, 2, 1));
  });
});

describe("half blocks", () => {
  const canvas = createCanvas(1, 3, [255, 0, 0]);
  setPixel(canvas, 0, 1, [128, 128, 128]);

  it("show two pixels a character, with as many colours as there are", () => {
    expect(halfBlocks(canvas, 24)).toEqual([
      "\u001b[38;2;255;0;0;48;2;128;128;128m▀\u001b[0m",
      "\u001b[38;2;255;0;0;48;2;0;0;0m▀\u001b[0m",
    ]);
    expect(halfBlocks(canvas, 8)[0]).toBe("\u001b[38;5;196;48;5;244m▀\u001b[0m");
  });

  it("fit the terminal, and are left out where there are no colours", () => {
    const section = { label: "x", examples: images(Array(20 * 28 * 28).fill(0.5), 20, 28, 28, 1) };
    const widthIn = (columns: number) => {
      const [label, ...lines] = forTerminal([section], { columns, getColorDepth: () => 24 });
      expect(label).toBe("x");
      return lines.map((line) => line.split("▀").length - 1);
    };
    expect(widthIn(80)).toEqual(Array(7).fill(5 * 15 - 1)); // 28 halved, and five beside one another
    expect(widthIn(400)).toEqual(Array(7).fill(12 * 15 - 1));
    expect(forTerminal([section], { columns: 80, getColorDepth: () => 1 })).toEqual([]);
  });
});
