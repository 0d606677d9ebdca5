import { codeAt, lattice, stacked } from "../codes/codes.js";
import { Card } from "../parts/card.js";
import { Choice } from "../parts/choice.js";
import { useLook } from "../parts/use-look.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import { kindOf } from "./kinds.js";
import { LatentMap } from "./latent-map.js";
import { LatentSliders } from "./latent-sliders.js";
import type { Store } from "./store.js";
import type { Codes, Shown } from "./use-codes.js";
import { words } from "./words.js";

/** Pictures along a side of the map. */
const SIDE = 13;
/** Standard deviations from the middle of the map to its edge. */
export const REACH = 3;

/** The codes: a map of two of them, the picture at a place, and a slider for each. */
export function LatentCard({ store, codes }: Shown) {
  const { latent: texts } = words.value;
  const { bench, explorer } = store;
  const { model, latent } = store.settings.value;
  const { needsClasses } = kindOf(model);
  const [across = 0, up = 0] = explorer.order.value;
  const chosen = explorer.chosen.value;
  const here = explorer.pointed.value ?? chosen;
  const digit = store.digit.value;
  const classes = (count: number) =>
    needsClasses ? { y: { data: new Int32Array(count).fill(digit), shape: [count] } } : {};
  const isFitting = chosen.length === latent;
  const { answer: background } = useLook(
    bench,
    [codes?.place, across, up, latent > 2 ? chosen : null, digit, isFitting],
    async (look) => {
      if (!codes || !isFitting) return null;
      const z = stacked(lattice(chosen, [across, up], SIDE, REACH).map((steps) => codeAt(steps, codes.place)));
      return (await look({ pictures: { z, ...classes(SIDE * SIDE) } })).pictures;
    },
  );
  const { answer: picture } = useLook(bench, [codes?.place, here, digit], async (look) => {
    if (!codes || here.length !== latent) return null;
    return (await look({ pictures: { z: stacked([codeAt(here, codes.place)]), ...classes(1) } })).pictures;
  });
  const isInk = store.material.value?.isInk ?? true;
  return (
    <Card title={texts.title} aside={needsClasses && <ClassChoice store={store} />}>
      <div class="latent">
        <div>
          <LatentMap
            store={store}
            codes={codes}
            axes={[across, up]}
            here={here}
            background={background}
            side={SIDE}
            reach={REACH}
          />
          <p class="hint">{latent > 2 ? texts.hintOfMany(across, up, reasonOf(codes)) : texts.hint}</p>
        </div>
        <div class="latent-here">
          <PictureGrid label={texts.here} pictures={picture} columns={1} rows={1} isInk={isInk} />
          <LatentSliders
            order={explorer.order.value}
            steps={here}
            amounts={codes?.kl ?? null}
            reach={REACH}
            onChange={(axis, steps) => explorer.set(axis, steps)}
          />
        </div>
      </div>
    </Card>
  );
}

/** Why the map has the two latents that it has: without an encoder nobody knows which hold the most. */
function reasonOf(codes: Codes | null): "nats" | "spread" | "none" {
  if (!codes?.posteriors) return "none";
  return codes.kl ? "nats" : "spread";
}

/** Which class a conditional model is asked for. */
export function ClassChoice({ store }: { readonly store: Store }) {
  const { latent: texts } = words.value;
  const names = store.material.value?.classes ?? [];
  const values = names.map((_, index) => `${index}`);
  return (
    <Choice<string>
      label={texts.asClass}
      values={values}
      names={Object.fromEntries(names.entries())}
      value={`${store.digit.value}`}
      onChange={(value) => store.show({ digit: Number(value) })}
    />
  );
}
