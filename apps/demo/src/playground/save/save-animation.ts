import { transfer, wrap } from "comlink";
import { colors } from "../../parts/colors.js";
import { saveFile } from "../../parts/save-file.js";
import { drawPortrait } from "../../plane/picture/data-picture.js";
import { dataRanges } from "../../plane/plan.js";
import type { Slot } from "../../plane/run/slot.js";
import type { Lab } from "../lab.js";
import { type State, state } from "../state.js";
import { words } from "../words.js";
import type { GifWriter } from "./gif-encoder.js";

const SIDE = 260;
const GAP = 12;
const HEAD = 40;
const MILLISECONDS_A_FRAME = 180;
const MILLISECONDS_OF_THE_LAST = 1500;

/** Goes through the kept steps once more and saves what the pictures show there as a GIF. */
export async function saveAnimation(lab: Lab, onProgress: (share: number) => void): Promise<void> {
  const worker = new Worker(new URL("./gif-encoder.ts", import.meta.url), { type: "module", name: "gif" });
  try {
    const writer = wrap<GifWriter>(worker);
    const shown = state.peek(); // the models stay as they are until this is done, but the address may change
    const [width, height] = [widthFor(shown.models.length), HEAD + SIDE + GAP];
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
    const isWhole = await lab.experiment.replay(async (step, share) => {
      drawFrame(context as unknown as CanvasRenderingContext2D, { slots: lab.experiment.slots.peek(), step, shown });
      const { data: pixels } = context.getImageData(0, 0, width, height);
      const delay = share === 1 ? MILLISECONDS_OF_THE_LAST : MILLISECONDS_A_FRAME;
      await writer.add(transfer({ pixels, width, height, delay }, [pixels.buffer]));
      onProgress(share);
    });
    if (isWhole) saveFile("genlab.gif", (await writer.end()) as Uint8Array<ArrayBuffer>, "image/gif");
  } finally {
    worker.terminate();
  }
}

const widthFor = (count: number) => GAP + count * (SIDE + GAP);

interface Frame {
  readonly slots: readonly Slot[];
  readonly step: number;
  readonly shown: State;
}

function drawFrame(context: CanvasRenderingContext2D, { slots, step, shown }: Frame): void {
  const { models, data, layers } = shown;
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
