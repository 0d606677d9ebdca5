import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { messageOf } from "../parts/message-of.js";
import type { GivenImage } from "../pictures/image-store.js";
import { isPicture } from "../pictures/is-picture.js";
import { unzipped } from "../pictures/unzipped.js";
import type { GivenFile } from "../runs/given-file.js";
import { droppedFiles, givenFile } from "./given-files.js";
import { words } from "./words.js";

interface DropPlaceProps {
  readonly onRun: (files: readonly GivenFile[]) => void;
  readonly onImages: (images: readonly GivenImage[]) => void;
  readonly onFault: (reason: string) => void;
}

/** Takes files that are dropped anywhere in the window: images where there are only images, in zips or not, else a run. Text is nobody's. */
export function DropPlace(props: DropPlaceProps) {
  const isOver = useSignal(false);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const leaving = new AbortController();
    const listen = (type: "dragover" | "dragleave" | "drop", listener: (event: DragEvent) => void) =>
      window.addEventListener(type, listener, { signal: leaving.signal });
    listen("dragover", (event) => {
      isOver.value = hasFiles(event);
      if (isOver.peek()) event.preventDefault();
    });
    listen("dragleave", ({ relatedTarget }) => {
      if (!relatedTarget) isOver.value = false; // it left the window
    });
    listen("drop", (event) => {
      isOver.value = false;
      if (!hasFiles(event)) return;
      event.preventDefault(); // else the browser leaves the page for the file
      take(event.dataTransfer!, latest.current).catch((error) => latest.current.onFault(messageOf(error)));
    });
    return () => leaving.abort();
  }, []);
  return isOver.value ? <p class="drop-here">{words.value.dropHere}</p> : null;
}

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") ?? false;

async function take(given: DataTransfer, { onRun, onImages }: DropPlaceProps): Promise<void> {
  const dropped = await droppedFiles(given);
  const images = await unzipped(dropped.map(({ path, file }) => ({ name: path, file })));
  const isOfPictures = images.every(({ name, file }) => isPicture({ name, type: file.type }));
  if (images.length > 0 && isOfPictures) onImages(images);
  else onRun(dropped.map(({ path, file }) => givenFile(path, file)));
}
