import { type Canvas, type Colour, pixelAt } from "./canvas.js";

/** Bits of colour that a terminal shows, as `tty.WriteStream.getColorDepth()` says. */
export type ColourDepth = 8 | 24;

/** A picture as lines of text: each character is two pixels, one above the other. */
export function halfBlocks(canvas: Canvas, depth: ColourDepth): readonly string[] {
  return Array.from({ length: Math.ceil(canvas.height / 2) }, (_, line) => {
    const characters = Array.from({ length: canvas.width }, (_, x) => {
      const upper = pixelAt(canvas, x, 2 * line);
      const lower: Colour = 2 * line + 1 < canvas.height ? pixelAt(canvas, x, 2 * line + 1) : [0, 0, 0];
      return `\u001b[38;${code(upper, depth)};48;${code(lower, depth)}m▀`;
    });
    return `${characters.join("")}\u001b[0m`;
  });
}

function code([red, green, blue]: Colour, depth: ColourDepth): string {
  if (depth === 24) return `2;${red};${green};${blue}`;
  if (red === green && green === blue) return `5;${grey(red)}`;
  const step = (level: number) => Math.round((level / 255) * 5);
  return `5;${16 + 36 * step(red) + 6 * step(green) + step(blue)}`;
}

// of the 256 colours, 16 is black, 231 white, and 232 to 255 are the greys 8, 18, … 238
function grey(level: number): number {
  if (level < 4) return 16;
  return level > 246 ? 231 : 232 + Math.min(23, Math.max(0, Math.round((level - 8) / 10)));
}
