import type { Answers, Queries } from "../../session/looks/looks.js";
import type { ChartName, LayerName } from "../layers.js";

/** Points drawn of the data and of a model. */
export const POINTS = 400;
const ARROWS = 60;
const HEAT_CELLS = 40;
const GRID_SIDE = 17;
const CODES = 160;
const EXAMPLES_OF_GRADIENTS = 128;
/** A batch small enough for a picture on an edge; whole packs of a discriminator. */
const EXAMPLES_OF_THE_DIAGRAM = 48;
/** Half the side of the picture of codes, in standard deviations. */
export const CODE_RANGE = 3;

/** All that a portrait may be asked for; what is switched off is left out. */
export interface Portrait {
  readonly points?: Answers<{ points: { count: number } }>["points"];
  readonly heat?: Answers<{ heat: { range: number; cells: number } }>["heat"];
  readonly codeHeat?: Answers<{ codeHeat: { range: number; cells: number } }>["codeHeat"];
  readonly pulls?: Answers<{ pulls: { count: number } }>["pulls"];
  readonly warp?: Answers<{ warp: { side: number } }>["warp"];
  readonly codes?: Answers<{ codes: { count: number } }>["codes"];
  readonly circuit?: Answers<{ circuit: { count: number } }>["circuit"];
  readonly gradientNorms?: Answers<{ gradientNorms: { count: number } }>["gradientNorms"];
}

/** What to ask a session for pictures with these layers, and the chart below them. */
export function portraitQueries(layers: readonly LayerName[], chart: ChartName, range: number): Queries {
  const shows = (name: LayerName) => layers.includes(name);
  return {
    ...(shows("samples") && { points: { count: POINTS } }),
    ...(shows("heat") && { heat: { range, cells: HEAT_CELLS } }),
    ...(shows("arrows") && { pulls: { count: ARROWS } }),
    ...(shows("grid") && { warp: { side: GRID_SIDE } }),
    ...(shows("ellipses") && { codes: { count: CODES }, codeHeat: { range: CODE_RANGE, cells: HEAT_CELLS } }),
    ...(chart === "diagram" && { circuit: { count: EXAMPLES_OF_THE_DIAGRAM } }),
    ...(chart === "gradients" && { gradientNorms: { count: EXAMPLES_OF_GRADIENTS } }),
  };
}

/** Points that are measured. */
export const qualityQueries = (range: number): Queries => ({ quality: { count: 1000, range } });
