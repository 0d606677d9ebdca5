import { computed, type ReadonlySignal } from "@preact/signals";
import { language } from "../shell/preferences.js";

/** A page's strings in the language that is set: `const words = inLanguage({ en, zh })`, then `words.value.title`. */
export const inLanguage = <W>(both: { readonly en: W; readonly zh: W }): ReadonlySignal<W> =>
  computed(() => both[language.value]);
