import { useMemo } from "preact/hooks";
import { useLook } from "../parts/use-look.js";
import { pageOf } from "../pictures/pictures.js";
import type { Bench } from "./bench.js";
import { InterpolateCard } from "./interpolate-card.js";
import { LatentsCard } from "./latents-card.js";
import { MapCard } from "./map-card.js";
import { rangesOf } from "./prior.js";
import { ReconstructCard } from "./reconstruct-card.js";
import { SamplesCard } from "./samples-card.js";
import { SHOWN } from "./shown.js";
import { state } from "./state.js";
import { Summary } from "./summary.js";
import { TrainCard } from "./train-card.js";
import type { GivenImages } from "./use-images.js";

interface WorkbenchProps {
  readonly bench: Bench;
  readonly title: string;
  readonly images: GivenImages;
}

/** The cards of the open run: those that it has something for. */
export function Workbench({ bench, title, images }: WorkbenchProps) {
  const run = bench.run.value;
  const given = bench.examples.value;
  const all = given?.x ?? null;
  const { page } = state.value;
  const examples = useMemo(() => given && pageOf(given, page, SHOWN).x, [given, page]);
  const { answer } = useLook(bench, [all], async (look) => {
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
