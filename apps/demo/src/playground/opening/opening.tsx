import { address, linkTo } from "../../shell/location.js";
import type { Lab } from "../lab.js";
import { words } from "../words.js";
import { begins, presetNames, presets } from "./presets.js";

/** What the page is about, and what to watch first. */
export function Opening({ lab }: { readonly lab: Lab }) {
  const { title, lead, presetsTitle, presets: names } = words.value;
  return (
    <div class="opening">
      <h1>{title}</h1>
      <p>{lead}</p>
      <nav class="presets" aria-label={presetsTitle}>
        {presetNames.map((name) => (
          <a
            key={name}
            class="button"
            href={linkTo("playground", presets[name])}
            onClick={(event) => {
              if (isElsewhere(event)) return;
              void lab.play(); // it starts on its own, for whoever has paused before, too
            }}
            {...(begins(name, address.value.parameters) && { "aria-current": "true" as const })}
          >
            {names[name]}
          </a>
        ))}
      </nav>
    </div>
  );
}

/** Whether a click opens a link in another tab or window. */
const isElsewhere = ({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent) => ctrlKey || metaKey || shiftKey || altKey;
