import type { NdArray } from "@genlab/data";
import { between, codeOf, stacked } from "../codes/codes.js";
import { Card } from "../parts/card.js";
import { Slider } from "../parts/slider.js";
import { type Look, useLook } from "../parts/use-look.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import type { Latents } from "../session/looks/latents.js";
import type { Bench } from "./bench.js";
import { priorCode } from "./prior.js";
import { change, state } from "./state.js";
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
    if (!isEncoding) return [from, to].map((index) => priorCode(bench.run.peek()!.configuration, size, index));
    const { encode } = await look({ encode: { x: examples } });
    return [from, to].map((index) => codeOf(encode!, Math.min(index, encode!.shape[0]!) - 1));
  };
  const { answer, fault } = useLook(bench, [examples, from, to, isEncoding, size], async (look) => {
    const [first, last] = await ends(look);
    return (await look({ decode: { z: stacked(between(first!, last!, STEPS)) } })).decode;
  });
  const texts = words.value;
  const choices = Array.from({ length: isEncoding ? examples.shape[0]! : 10 }, (_, index) => index + 1);
  return (
    <Card title={texts.interpolation}>
      {fault !== null && <p class="note">{texts.cannot(fault)}</p>}
      <PictureGrid
        label={texts.interpolationLabel(from, to)}
        pictures={answer}
        columns={STEPS}
        rows={1}
        isInk={bench.isInk.value}
      />
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
