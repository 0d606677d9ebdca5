import type { NdArray } from "@genlab/data";
import { useMemo } from "preact/hooks";
import { withNoise } from "../codes/random.js";
import { Button } from "../parts/button.js";
import { Card } from "../parts/card.js";
import { useLook } from "../parts/use-look.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import { pageOf } from "../pictures/pictures.js";
import { words as shellWords } from "../shell/words.js";
import { kindOf } from "./kinds.js";
import { classesOf, type Shown } from "./use-codes.js";
import { words } from "./words.js";

const COUNT = 10;

/** Pictures, and what the model makes of them. */
export function ReconstructionsCard({ store, codes }: Shown) {
  const { reconstructions: texts } = words.value;
  const { model, page } = store.settings.value;
  const { noise } = store.present.value;
  const isDenoising = model === "denoising-autoencoder";
  const given = useMemo(() => codes && pageOf(codes.pictures, page, COUNT), [codes?.pictures, page]);
  const noisy = useMemo(() => given && damaged(given.x, isDenoising ? noise : 0), [given, isDenoising, noise]);
  const { answer: restored } = useLook(store.bench, [given, noisy], async (look) => {
    if (!given || !noisy) return null;
    const y = classesOf(given.y);
    const { posteriors } = await look({ posteriors: { x: noisy, ...y } });
    return posteriors && (await look({ pictures: { z: posteriors.mean, ...y } })).pictures;
  });
  if (!kindOf(model).encodes) {
    return (
      <Card title={texts.title}>
        <p class="hint">{texts.none}</p>
      </Card>
    );
  }
  const isInk = store.material.value?.isInk ?? true;
  const rows = [
    { name: texts.given, pictures: given?.x ?? null },
    ...(isDenoising ? [{ name: texts.noisy, pictures: noisy }] : []),
    { name: texts.restored, pictures: restored },
  ];
  const others = <Button onClick={() => store.show({ page: page + 1 })}>{shellWords.value.actions.others}</Button>;
  return (
    <Card title={texts.title} aside={others}>
      {rows.map(({ name, pictures }) => (
        <div class="strip" key={name}>
          <span class="strip-name" aria-hidden="true">
            {name}
          </span>
          <PictureGrid label={name} pictures={pictures} columns={COUNT} rows={1} isInk={isInk} />
        </div>
      ))}
      <p class="hint">{store.material.value?.isHeldOut ? texts.heldOut : texts.trainedOn}</p>
    </Card>
  );
}

const damaged = ({ data, shape }: NdArray, noise: number): NdArray =>
  noise === 0 ? { data, shape } : { data: withNoise(data, noise, 1), shape };
