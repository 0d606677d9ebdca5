import { effect, type Signal, signal } from "@preact/signals";
import { ifAllowed } from "./if-allowed.js";

export const languages = ["en", "zh"] as const;
export const themes = ["system", "light", "dark"] as const;

export type Language = (typeof languages)[number];
export type Theme = (typeof themes)[number];

/** What this visitor reads and sees by; it stays in the browser, not in the address. */
export const language = remembered<Language>("language", languages, navigator.language.startsWith("zh") ? "zh" : "en");
export const theme = remembered<Theme>("theme", themes, "system");

effect(() => {
  document.documentElement.lang = language.value;
});
effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

function remembered<T extends string>(name: string, known: readonly T[], initial: T): Signal<T> {
  const key = `genlab/${name}`;
  const kept = ifAllowed(() => localStorage.getItem(key));
  const value = signal(known.find((one) => one === kept) ?? initial);
  effect(() => {
    const next = value.value;
    ifAllowed(() => localStorage.setItem(key, next));
  });
  return value;
}
