import type { NdArray } from "@genlab/data";
import { Card } from "../parts/card.js";
import { Slider } from "../parts/slider.js";
import type { Latents } from "../session/looks/latents.js";
import type { Bench, Look } from "./bench.js";
import { codeOf, drawnCode, line } from "./codes.js";
import { ImageGrid } from "./image-grid.js";
import { change, state } from "./state.js";
import { useAnswer } from "./use-answer.js";
import { words } from "./words.js";

interface InterpolateCardProps {
  readonly bench: Bench;
  readonly examples: NdArray;
  readonly latents: Latents;
  readonly isEncoding: boolean;
}

const STEPS = 10;

/** Decoded codes on the way from one image to another; from one noise to another, where there is no encoder. */
export function InterpolateCard({ bench, examples, latents: { size }, isEncoding }: InterpolateCardProps) {
  const { from, to } = state.value;
  const ends = async (look: Look): Promise<readonly Float32Array[]> => {
    if (!isEncoding) return [from, to].map((index) => drawnCode(bench.run.peek()!.configuration, size, index));
    const { encode } = await look({ encode: { x: examples } });
    return [from, to].map((index) => codeOf(encode!, Math.min(index, encode!.shape[0]!) - 1));
  };
  const { answer, fault } = useAnswer(bench, [examples, from, to, isEncoding, size], async (look) => {
    const [first, last] = await ends(look);
    return (await look({ decode: { z: line(first!, last!, STEPS) } })).decode;
  });
  const texts = words.value;
  const choices = Array.from({ length: isEncoding ? examples.shape[0]! : 10 }, (_, index) => index + 1);
  return (
    <Card title={texts.interpolation}>
      {fault !== null && <p class="note">{texts.cannot(fault)}</p>}
      <ImageGrid label={texts.interpolationLabel(from, to)} images={answer} columns={STEPS} rows={1} />
      <div class="pair">
        <Slider
          label={isEncoding ? texts.from : texts.fromNoise}
          values={choices}
          value={Math.min(from, choices.length)}
          onChange={(value) => change({ from: value })}
        />
        <Slider
          label={isEncoding ? texts.to : texts.toNoise}
          values={choices}
          value={Math.min(to, choices.length)}
          onChange={(value) => change({ to: value })}
        />
      </div>
    </Card>
  );
}
