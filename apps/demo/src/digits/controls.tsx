import { useSignal } from "@preact/signals";
import { DataCard } from "./data-card.js";
import { SettingsCard } from "./settings-card.js";
import type { Store } from "./store.js";
import type { ChangeLive } from "./use-run.js";
import { words } from "./words.js";

interface ControlsProps {
  readonly store: Store;
  readonly change: ChangeLive;
}

/** What is trained on what. On a telephone one opens it, so that the pictures are near. */
export function Controls({ store, change }: ControlsProps) {
  const { data, model } = words.value;
  const settings = store.settings.value;
  const isOpen = useSignal(settings.data !== "digits");
  return (
    <div class={isOpen.value ? "digits-controls" : "digits-controls closed"}>
      <button
        type="button"
        class="button controls-toggle"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        <span>
          {model.names[settings.model]} · {data.sources[settings.data]}
        </span>
        <span aria-hidden="true">{isOpen.value ? "▴" : "▾"}</span>
      </button>
      <DataCard store={store} />
      <SettingsCard store={store} change={change} />
    </div>
  );
}
