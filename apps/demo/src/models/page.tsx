import { useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { isWaiting, take } from "../given/given.js";
import { givenFiles } from "../given/given-files.js";
import { EngineNotice } from "../shell/engine-notice.js";
import { Bench } from "./bench.js";
import "./models.css";
import { Opener } from "./opener.js";
import { Shelf } from "./shelf.js";
import { change, fields, state } from "./state.js";
import { useImages } from "./use-images.js";
import { words } from "./words.js";
import { Workbench } from "./workbench.js";

/** A run, from the command line or trained by us: its samples, its codes, and training that goes on. */
export function Page() {
  const bench = useMemo(() => new Bench(), []);
  const opener = useMemo(() => new Opener(bench), [bench]);
  const images = useImages(bench);
  const { model } = state.value;
  useEffect(() => () => bench.close(), [bench]);
  useEffect(() => void opener.fetchShelf(), [opener]);
  useEffect(() => {
    if (isWaiting("run")) return; // it comes in the place of the one that is there at first
    if (model !== "" && model !== opener.shipped.peek()) void opener.openShipped(model);
    // what someone gave does not come back with the page
    else if (model === "" && !bench.run.peek()) change({ model: fields.model.initial });
  }, [model]);

  /** What was wrong with files that were given before is of no interest when others come. */
  const forgetFaults = () => {
    opener.fault.value = null;
    images.broken.value = null;
  };
  const openGiven = async (files: Parameters<Opener["openGiven"]>[0]) => {
    forgetFaults();
    if (await opener.openGiven(files)) change({ model: "", draw: 0, page: 0, set: new Map() });
    else if (!bench.run.peek()) await opener.openInstead(fields.model.initial);
  };
  useSignalEffect(() => {
    const run = take("run");
    const pictures = take("pictures");
    if (run) void openGiven(run.files);
    if (!pictures) return;
    forgetFaults();
    images.files.value = pictures.images;
  });
  const texts = words.value;
  const run = bench.run.value;
  const title = opener.shipped.value === null ? run?.name : texts.shipped[opener.shipped.value]?.title;
  return (
    <>
      <h1 class="unseen">{texts.title}</h1>
      <div class="models-page" aria-busy={opener.isOpening.value}>
        <Notices bench={bench} opener={opener} />
        <Shelf
          models={opener.shelf.value}
          chosen={model}
          onChoose={(id) => {
            forgetFaults();
            change({ model: id, set: new Map() });
          }}
          onFiles={(files) => void openGiven(givenFiles(files))}
        />
        <Workbench bench={bench} title={title ?? texts.opening} images={images} />
      </div>
    </>
  );
}

/** What is not as it was to be. */
function Notices({ bench, opener }: { readonly bench: Bench; readonly opener: Opener }) {
  const texts = words.value;
  return (
    <div class="notices">
      <EngineNotice report={bench.engine.value} />
      {opener.fault.value !== null && (
        <p class="fault" role="alert">
          {texts.notOpened(opener.fault.value)}
        </p>
      )}
      {bench.wentBackTo.value !== null && (
        <p class="fault" role="status">
          {texts.lost(bench.wentBackTo.value)}
        </p>
      )}
    </div>
  );
}
