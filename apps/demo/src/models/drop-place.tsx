import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { GivenFile } from "../runs/given-file.js";
import { droppedFiles, givenFile } from "./given-files.js";
import { isImage } from "./images-as.js";
import { words } from "./words.js";

interface DropPlaceProps {
  readonly onRun: (files: readonly GivenFile[]) => void;
  readonly onImages: (files: readonly File[]) => void;
  readonly children: ComponentChildren;
}

/** Takes files that are dropped anywhere on the page: images where there are only images, else a run. */
export function DropPlace({ onRun, onImages, children }: DropPlaceProps) {
  const isOver = useSignal(false);
  const take = async (given: DataTransfer) => {
    const dropped = await droppedFiles(given);
    if (dropped.length > 0 && dropped.every(({ file }) => isImage(file))) onImages(dropped.map(({ file }) => file));
    else onRun(dropped.map(({ path, file }) => givenFile(path, file)));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons of the shelf do the same by the keyboard
    <div
      class="drop-place"
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        if (event.dataTransfer) void take(event.dataTransfer);
      }}
    >
      {children}
      {isOver.value && <p class="drop-here">{words.value.dropHere}</p>}
    </div>
  );
}
