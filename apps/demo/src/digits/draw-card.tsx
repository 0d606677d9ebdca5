import type { NdArray } from "@genlab/data";
import { useEffect, useMemo } from "preact/hooks";
import { codeOf } from "../codes/codes.js";
import { withNoise } from "../codes/random.js";
import { Button } from "../parts/button.js";
import { Card } from "../parts/card.js";
import { Slider } from "../parts/slider.js";
import { useLook } from "../parts/use-look.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import { pick, range } from "../pictures/pictures.js";
import { readStrokes, type Strokes, writeStrokes } from "../session/strokes.js";
import { words as shellWords } from "../shell/words.js";
import { kindOf } from "./kinds.js";
import { ClassChoice } from "./latent-card.js";
import { picturesOf, readDrawings, writeDrawings } from "./material/drawings-material.js";
import { Pad } from "./pad.js";
import type { Store } from "./store.js";
import type { Shown } from "./use-codes.js";
import { words } from "./words.js";

const noises = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

/** A drawing, what the model sees of it, and what it makes of that. */
export function DrawCard({ store, codes }: Shown) {
  const { draw: texts } = words.value;
  const { drawing, model, data, drawings, spoiled, example } = store.settings.value;
  const { encodes, needsClasses } = kindOf(model);
  const strokes = useMemo(() => readStrokes(drawing), [drawing]);
  const [height = 8, , channels = 1] = codes?.pictures.x.shape.slice(1) ?? [];
  const given = useMemo(() => {
    if (!codes) return null;
    if (strokes.length > 0) return inChannels(picturesOf([strokes], height).x, channels);
    return pick(codes.pictures, [example % codes.pictures.x.shape[0]!]).x;
  }, [codes?.pictures, strokes, height, channels, example]);
  const level = encodes ? spoiled : 0;
  const seen = useMemo(() => given && { data: withNoise(given.data, level, 2), shape: given.shape }, [given, level]);
  const digit = store.digit.value;
  const classes = store.material.value?.data.classes ?? 0;
  const { answer: made } = useLook(store.bench, [seen, encodes, digit], async (look) => {
    if (!seen || !encodes) return null;
    const told = (y: readonly number[]) => (needsClasses ? { y: { data: Int32Array.from(y), shape: [y.length] } } : {});
    const { posteriors } = await look({ posteriors: { x: seen, ...told([digit]) } });
    if (!posteriors) return null;
    const code = codeOf(posteriors.mean, 0);
    const { pictures } = await look({ pictures: { z: posteriors.mean, ...told([digit]) } });
    const hand = needsClasses
      ? await look({ pictures: { z: repeated(code, classes), ...told(range(classes)) } })
      : null;
    return { code, pictures, hand: hand?.pictures ?? null };
  });
  useEffect(() => {
    store.explorer.drawn.value = made?.code ?? null;
  }, [made]);
  const isInk = store.material.value?.isInk ?? true;
  const setStrokes = (next: Strokes) => store.show({ drawing: writeStrokes(next) });
  const keep = () => {
    const next = writeDrawings([...readDrawings(drawings), drawing]);
    if (data === "drawings") store.begin({ drawings: next, drawing: "" });
    else store.show({ drawings: next, drawing: "" });
  };
  return (
    <Card title={texts.title} aside={needsClasses && <ClassChoice store={store} />}>
      <div class="draw">
        <figure>
          <Pad strokes={strokes} onChange={setStrokes} />
          <figcaption>{texts.yours}</figcaption>
        </figure>
        <figure>
          <PictureGrid label={texts.seen} pictures={seen} columns={1} rows={1} isInk={isInk} />
          <figcaption>{texts.seen}</figcaption>
        </figure>
        {encodes && (
          <figure>
            <PictureGrid label={texts.made} pictures={made?.pictures ?? null} columns={1} rows={1} isInk={isInk} />
            <figcaption>{texts.made}</figcaption>
          </figure>
        )}
      </div>
      {made?.hand && (
        <div class="strip">
          <span class="strip-name" aria-hidden="true">
            {texts.hand}
          </span>
          <PictureGrid label={texts.hand} pictures={made.hand} columns={made.hand.shape[0]!} rows={1} isInk={isInk} />
        </div>
      )}
      <div class="fields">
        {encodes && (
          <Slider
            label={texts.noise}
            values={noises}
            value={spoiled}
            onChange={(value) => store.show({ spoiled: value })}
          />
        )}
        <div class="buttons">
          <Button onClick={() => setStrokes(strokes.slice(0, -1))} disabled={strokes.length === 0}>
            {texts.undo}
          </Button>
          <Button onClick={() => setStrokes([])} disabled={strokes.length === 0}>
            {shellWords.value.actions.clear}
          </Button>
          <Button onClick={() => store.show({ drawing: "", example: example + 1 })}>{texts.example}</Button>
          <Button onClick={keep} disabled={strokes.length === 0}>
            {texts.keep}
          </Button>
        </div>
        <Kept store={store} />
        {!encodes && <p class="hint">{texts.withoutEncoder}</p>}
      </div>
    </Card>
  );
}

/** How many drawings there are to train on, where something else is trained on. */
function Kept({ store }: { readonly store: Store }) {
  const { draw: texts } = words.value;
  const { data, drawings } = store.settings.value;
  const count = readDrawings(drawings).length;
  if (count === 0 || data === "drawings") return null;
  return (
    <div class="buttons">
      <span class="hint" role="status">
        {texts.kept(count)}
      </span>
      <Button onClick={() => store.begin({ data: "drawings" })}>{texts.trainOnThem}</Button>
    </div>
  );
}

/** The same levels in each channel. */
function inChannels({ data, shape }: NdArray, channels: number): NdArray {
  const repeatedLevels = Float32Array.from(
    { length: data.length * channels },
    (_, i) => data[Math.floor(i / channels)]!,
  );
  return { data: repeatedLevels, shape: [...shape.slice(0, -1), channels] };
}

function repeated(code: Float32Array, count: number): NdArray {
  const data = Float32Array.from({ length: count * code.length }, (_, i) => code[i % code.length]!);
  return { data, shape: [count, code.length] };
}
