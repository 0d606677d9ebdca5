import type { Slot } from "./run/slot.js";
import { words } from "./words.js";

/** Says that a model starts, has failed, or was lost and has come back. */
export function ModelNotice({ slot }: { readonly slot: Slot }) {
  const { starting, failed, recovered } = words.value;
  const status = slot.status.value;
  if (status.is === "failed")
    return (
      <p class="model-notice warning" role="alert">
        {failed(status.reason)}
      </p>
    );
  if (status.is === "recovered")
    return (
      <p class="model-notice" role="status">
        {recovered(status.step)}
      </p>
    );
  return status.is === "starting" ? <p class="model-notice">{starting}</p> : null;
}
