import { useComputed } from "@preact/signals";
import { Choice } from "../../parts/choice.js";
import { Slider } from "../../parts/slider.js";
import { type KindName, kindOf, type SettingName } from "../../plane/kinds/kinds.js";
import { isNumeric } from "../../plane/kinds/setting.js";
import type { Lab } from "../lab.js";
import { words } from "../words.js";

interface SettingsProps {
  readonly lab: Lab;
  readonly slot: number;
  readonly kind: KindName;
}

/** All that can be set of a model: at once, or with a new start where the networks would be others. */
export function Settings({ lab, slot, kind }: SettingsProps) {
  // as text, so that it changes with the settings and not with every step
  const values = useComputed(() => JSON.stringify(lab.situation(slot).values));
  const now = JSON.parse(values.value) as Readonly<Record<string, number | string>>;
  const { settings: names, options, restarts, moreSettings } = words.value;
  const optionNames: Readonly<Record<string, string>> = options; // of whichever kind it is
  const entries = Object.entries(kindOf(kind).settings);
  return (
    <details class="settings">
      <summary>{moreSettings}</summary>
      {entries.map(([key, setting]) => {
        const name = names[key as SettingName];
        const label = setting.restarts ? `${name} (${restarts})` : name;
        return isNumeric(setting) ? (
          <Slider
            key={key}
            label={label}
            values={setting.values}
            value={Number(now[key])}
            onChange={(value) => lab.set(slot, key, value)}
          />
        ) : (
          <Choice
            key={key}
            label={label}
            values={setting.words}
            names={optionNames}
            value={`${now[key]}`}
            onChange={(value) => lab.set(slot, key, value)}
          />
        );
      })}
    </details>
  );
}
