import type { NdArray } from "@genlab/data";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { along, codeOf, ordered, stacked } from "../codes/codes.js";
import { Button } from "../parts/button.js";
import { Card } from "../parts/card.js";
import { Slider } from "../parts/slider.js";
import { type Look, useLook } from "../parts/use-look.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import { part, range } from "../pictures/pictures.js";
import type { Latents } from "../session/looks/latents.js";
import type { Bench } from "./bench.js";
import { LatentRow } from "./latent-row.js";
import { priorCode } from "./prior.js";
import { change, state } from "./state.js";
import { words } from "./words.js";

interface LatentsCardProps {
  readonly bench: Bench;
  readonly examples: NdArray;
  readonly latents: Latents;
  /** How far from zero each code goes. */
  readonly ranges: readonly number[];
  readonly isEncoding: boolean;
}

const FEW = 6;
/** Where the images along a code are taken, as shares of its range. */
const PLACES = [-1, -2 / 3, -1 / 3, 0, 1 / 3, 2 / 3, 1];

/** A code and its image, with a slider for each of its numbers. */
export function LatentsCard({ bench, examples, latents, ranges, isEncoding }: LatentsCardProps) {
  const { code: chosen, set: changes } = state.value;
  const areAllShown = useSignal(false);

  const order = useMemo(() => orderOf(latents), [latents]);
  const shown = areAllShown.value ? order : order.slice(0, FEW);
  const inputs = [examples, chosen, isEncoding, latents.size, changes, shown.join()];
  const { answer, fault } = useLook(bench, inputs, async (look) => {
    const before = await codeToChange(look);
    const code = before.map((value, latent) => changes.get(latent) ?? value);
    const rows = shown.flatMap((latent) =>
      along(
        code,
        latent,
        PLACES.map((place) => place * ranges[latent]!),
      ),
    );
    const { decode } = await look({ decode: { z: stacked([code, ...rows]) } });
    return decode && { code, images: decode };
  });

  async function codeToChange(look: Look): Promise<Float32Array> {
    if (!isEncoding) return priorCode(bench.run.peek()!.configuration, latents.size, chosen);
    const { encode } = await look({ encode: { x: examples } });
    return codeOf(encode!, Math.min(chosen, encode!.shape[0]!) - 1);
  }

  const texts = words.value;
  const choices = Array.from({ length: isEncoding ? examples.shape[0]! : 10 }, (_, index) => index + 1);
  return (
    <Card title={texts.latents}>
      <p class="note">{latents.kl ? texts.latentsByNats : texts.latentsPlain}</p>
      {fault !== null && <p class="note">{texts.cannot(fault)}</p>}
      <div class="latents">
        <div class="latent-picture">
          <PictureGrid
            label={texts.latentPicture}
            pictures={answer && part(answer.images, 0, 1)}
            columns={1}
            rows={1}
            isInk={bench.isInk.value}
          />
          <Slider
            label={isEncoding ? texts.latentsOf : texts.latentsOfNoise}
            values={choices}
            value={Math.min(chosen, choices.length)}
            onChange={(value) => change({ code: value, set: new Map() })}
          />
          <Button disabled={changes.size === 0} onClick={() => change({ set: new Map() })}>
            {texts.latentReset}
          </Button>
        </div>
        <div class="latent-rows">
          {shown.map((latent, row) => (
            <LatentRow
              key={latent}
              index={latent}
              nats={latents.kl ? latents.kl.data[latent]! : null}
              range={ranges[latent]!}
              value={changes.get(latent) ?? answer?.code[latent] ?? 0}
              images={answer && part(answer.images, 1 + row * PLACES.length, PLACES.length)}
              isInk={bench.isInk.value}
              onChange={(value) => change({ set: new Map([...state.peek().set, [latent, value]]) })}
            />
          ))}
          {order.length > shown.length && (
            <Button
              onClick={() => {
                areAllShown.value = true;
              }}
            >
              {texts.moreLatents(order.length)}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

/** Most nats first. */
const orderOf = ({ size, kl }: Latents): readonly number[] => (kl ? ordered(null, kl.data) : range(size));
