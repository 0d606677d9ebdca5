import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PageName } from "../address.js";
import { address, linkTo } from "../shell/location.js";
import { words } from "../shell/words.js";
import { type Dropped, type Given, leave } from "./given.js";

/** Takes files that are dropped anywhere in the window, on any page, and goes to the page that is for them. Text is nobody's. */
export function DropPlace() {
  const isOver = useSignal(false);
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
      void pass(event.dataTransfer!);
    });
    return () => leaving.abort();
  }, []);
  return isOver.value ? <p class="drop-here">{words.value.dropHere}</p> : null;
}

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") ?? false;

async function pass(dropped: DataTransfer): Promise<void> {
  const entries = entriesOf(dropped); // before anything is waited for: after the event they are gone
  const { givenFrom } = await import("./given-files.js");
  const given = await givenFrom(entries);
  leave(given);
  const page = pageFor(given, address.peek().page);
  if (page !== address.peek().page) location.hash = linkTo(page);
}

/** Runs are opened on the page of models, pictures there or on that of digits. */
export function pageFor({ are }: Given, here: PageName): PageName {
  if (are === "run") return "models";
  return here === "models" ? here : "digits";
}

function entriesOf({ items, files }: DataTransfer): readonly Dropped[] {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return entries.length > 0 ? entries : [...files];
}
