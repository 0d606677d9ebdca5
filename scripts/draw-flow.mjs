// Draws docs/images/flow.svg: the codes of digits that a flow VAE of two codes learned, and the way of noise to them. `node scripts/draw-flow.mjs`
import { writeFileSync } from "node:fs";
import { add, concat, expandDims, fill, mul, sqrt, tidy } from "@tensorflow/tfjs-core";
import { compute, digits, fit } from "genlab";

const COLORS = [
  "#e6194b",
  "#f58231",
  "#c9a800",
  "#8fbc1e",
  "#3cb44b",
  "#2bb5b5",
  "#4363d8",
  "#911eb4",
  "#d43fd4",
  "#9a6324",
];
const [SIDE, SPAN, STEPS, PATHS] = [360, 4, 20, 60];

const data = await digits({ part: "train" });
const model = await fit({ type: "flow-vae", latent: 2, beta: 0.3, firstSteps: 1500, hidden: [256, 256] }, data, {
  steps: 4000,
  seed: 1,
  reportEvery: 1000,
  onReport: ({ step, losses }) => console.log(step, losses),
});

const { x, y } = data.batch(Array.from({ length: data.length }, (_, i) => i));
const { z } = await compute(model, ({ x }, context) => ({ z: model.encode(x, context) }), { inputs: { x } });
// two steps of Euler's for one of the model's own
const { paths } = await compute(model.prior, (_, context) => ({ paths: tidy(() => path(model.prior, context)) }));

writeFileSync("docs/images/flow.svg", picture(z.data, y.data, paths.data));

function path({ velocity, codes }, context) {
  let at = context.rng.normal([PATHS, 2]);
  const seen = [at];
  for (let step = 0; step < 2 * STEPS; step++) {
    const t = fill([PATHS, 1], step / (2 * STEPS));
    at = add(at, mul(1 / (2 * STEPS), velocity.forward(concat([at, t], 1), context)));
    seen.push(at);
  }
  return concat(
    seen.map((each) => expandDims(add(mul(each, sqrt(codes.variance)), codes.mean), 1)),
    1,
  ); // [paths, times, 2]
}

function picture(codes, classes, paths) {
  const place = (value) => ((value / SPAN + 1) * SIDE) / 2;
  const point = (values, i) => [place(values[2 * i]), place(values[2 * i + 1])].map((value) => value.toFixed(1));
  const dots = Array.from(classes, (digit, i) => {
    const [left, top] = point(codes, i);
    return `<circle cx="${left}" cy="${top}" r="1.6" fill="${COLORS[digit]}"/>`;
  }).join("");
  const times = 2 * STEPS + 1;
  const lines = Array.from({ length: PATHS }, (_, i) => {
    const points = Array.from({ length: times }, (_, time) => point(paths, i * times + time));
    const [left, top] = points.at(-1);
    return `<polyline points="${points.join(" ")}" fill="none" stroke="#888" stroke-width="0.8"/><circle cx="${left}" cy="${top}" r="2.4" fill="#fff" stroke="#222"/>`;
  }).join("");
  const panel = (content, left, text) =>
    `<g transform="translate(${left})"><rect width="${SIDE}" height="${SIDE}" fill="#fafafa"/>${content}<text x="8" y="${SIDE + 17}" font-family="sans-serif" font-size="13" fill="#888">${text}</text></g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${2 * SIDE + 16}" height="${SIDE + 24}"><title>A flow in the codes</title>${panel(dots, 0, "codes of 1500 digits, by class")}${panel(dots.replaceAll('r="1.6"', 'r="1.6" opacity="0.35"') + lines, SIDE + 16, "the way of 60 draws of noise to them")}</svg>\n`;
}
