import { rgb } from "../parts/rgb.js";

/**
 * Colours of ten classes: Okabe and Ito's eight, where black is the theme's ink, and two more. A class has its sign too, so that nobody
 * has to tell ten colours apart.
 */
const onLight = [
  "#1d1d1f",
  "#b57400",
  "#2a8fc9",
  "#00805e",
  "#857a00",
  "#00538a",
  "#c94f00",
  "#a8487f",
  "#6a4bb0",
  "#77777c",
];
const onDark = [
  "#ecebe8",
  "#e69f00",
  "#56b4e9",
  "#2fc49a",
  "#f0e442",
  "#7aaaff",
  "#ff8447",
  "#e0a1c6",
  "#b79cf0",
  "#a0a3ab",
];

/** The colours for a theme with this ink. */
export const classColors = (ink: string): readonly string[] => (rgb(ink)[1] > 128 ? onDark : onLight);
