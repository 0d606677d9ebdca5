import { kindNames } from "../../plane/kinds/kinds.js";
import { MOST_SLOTS } from "../../plane/slot-choice.js";
import type { Lab } from "../lab.js";
import { state } from "../state.js";
import { words } from "../words.js";

/** A place for one more model. */
export function AddModel({ lab }: { readonly lab: Lab }) {
  const { models } = state.value;
  if (models.length >= MOST_SLOTS) return null;
  const { addModel, kinds } = words.value;
  return (
    <label class="add-model">
      <span>{addModel}</span>
      <select
        value=""
        onChange={({ currentTarget }) => {
          const kind = kindNames.find((name) => name === currentTarget.value);
          if (kind) lab.add(kind);
        }}
      >
        <option value="">+</option>
        {kindNames.map((name) => (
          <option key={name} value={name}>
            {kinds[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
