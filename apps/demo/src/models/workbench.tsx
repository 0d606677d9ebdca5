import type { Bench } from "./bench.js";
import { rangesOf } from "./codes.js";
import { InterpolateCard } from "./interpolate-card.js";
import { LatentsCard } from "./latents-card.js";
import { MapCard } from "./map-card.js";
import { ReconstructCard } from "./reconstruct-card.js";
import { SamplesCard } from "./samples-card.js";
import { Summary } from "./summary.js";
import { TrainCard } from "./train-card.js";
import { useAnswer } from "./use-answer.js";
import type { GivenImages } from "./use-images.js";
import { useShown } from "./use-shown.js";

interface WorkbenchProps {
  readonly bench: Bench;
  readonly title: string;
  readonly images: GivenImages;
}

/** The cards of the open run: those that it has something for. */
export function Workbench({ bench, title, images }: WorkbenchProps) {
  const run = bench.run.value;
  const examples = useShown(bench);
  const all = bench.examples.value?.x ?? null;
  const { answer } = useAnswer(bench, [all], async (look) => {
    if (!all) return null;
    const { latents, encode } = await look({ latents: { x: all }, encode: { x: all } });
    if (!latents) return null;
    const ranges = rangesOf(bench.run.peek()!.configuration, latents, encode);
    return { latents, ranges, isEncoding: encode !== null };
  });
  const codes = examples && answer && { bench, examples, ...answer };
  return (
    <>
      <div class="stack">
        <SamplesCard bench={bench} />
        {examples && <ReconstructCard bench={bench} examples={examples} images={images} />}
      </div>
      <div class="stack">
        {run && (
          <>
            <Summary bench={bench} run={run} title={title} />
            <TrainCard bench={bench} configuration={run.configuration} />
          </>
        )}
        {codes && <InterpolateCard {...codes} />}
        {codes?.latents.size === 2 && <MapCard bench={bench} />}
      </div>
      {codes && (
        <div class="wide">
          <LatentsCard {...codes} />
        </div>
      )}
    </>
  );
}
