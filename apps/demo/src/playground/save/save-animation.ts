import { applyPalette, GIFEncoder, quantize } from "gifenc";
import { colors } from "../../parts/colors.js";
import { saveFile } from "../../parts/save-file.js";
import { drawPortrait } from "../../plane/picture/data-picture.js";
import { dataRanges } from "../../plane/plan.js";
import type { Slot } from "../../plane/run/slot.js";
import type { Lab } from "../lab.js";
import { state } from "../state.js";
import { words } from "../words.js";

const SIDE = 260;
const GAP = 12;
const HEAD = 40;
const MILLISECONDS_A_FRAME = 180;
const MILLISECONDS_OF_THE_LAST = 1500;

/** Goes through the kept steps once more and saves what the pictures show there as a GIF. */
export async function saveAnimation(lab: Lab, onProgress: (share: number) => void): Promise<void> {
  const { experiment } = lab;
  const places = experiment.places.peek();
  const wasPlaying = experiment.isPlaying.peek();
  await experiment.pause();
  const canvas = new OffscreenCanvas(widthFor(experiment.slots.peek().length), HEAD + SIDE + GAP);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  const encoder = GIFEncoder();
  for (const [index, place] of places.entries()) {
    await experiment.travel(place);
    drawFrame(context as unknown as CanvasRenderingContext2D, experiment.slots.peek(), place);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const palette = quantize(data, 128);
    const delay = index === places.length - 1 ? MILLISECONDS_OF_THE_LAST : MILLISECONDS_A_FRAME;
    encoder.writeFrame(applyPalette(data, palette), canvas.width, canvas.height, { palette, delay });
    onProgress((index + 1) / places.length);
  }
  encoder.finish();
  saveFile("genlab.gif", encoder.bytes().slice(), "image/gif");
  if (wasPlaying) await experiment.play();
}

const widthFor = (count: number) => GAP + count * (SIDE + GAP);

function drawFrame(context: CanvasRenderingContext2D, slots: readonly Slot[], step: number): void {
  const { models, data, layers } = state.peek();
  const { kinds, timelineAt } = words.peek();
  const theme = colors.peek();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, widthFor(slots.length), HEAD + SIDE + GAP);
  for (const [index, slot] of slots.entries()) {
    const left = GAP + index * (SIDE + GAP);
    context.setTransform(1, 0, 0, 1, left, HEAD);
    context.save();
    context.beginPath();
    context.rect(0, 0, SIDE, SIDE);
    context.clip();
    const plane = { context, size: SIDE, range: dataRanges[data], colors: theme };
    drawPortrait(plane, slot.portrait.peek(), { layers, examples: slot.examples.peek() });
    context.restore();
    context.strokeStyle = theme.line;
    context.strokeRect(0.5, 0.5, SIDE - 1, SIDE - 1);
    context.fillStyle = theme.ink;
    context.font = "600 15px system-ui, sans-serif";
    context.fillText(kinds[models[index]!.kind], 0, -14);
    if (index < slots.length - 1) continue;
    context.fillStyle = theme["soft-ink"];
    context.font = "13px system-ui, sans-serif";
    context.textAlign = "right";
    context.fillText(timelineAt(step), SIDE, -14);
    context.textAlign = "left";
  }
}
