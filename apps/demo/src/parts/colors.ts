import { computed, signal } from "@preact/signals";
import { theme } from "../shell/preferences.js";

const names = [
  "paper",
  "surface",
  "sunken",
  "line",
  "ink",
  "soft-ink",
  "accent",
  "data",
  "samples",
  "grid",
  "arrows",
] as const;

/** The theme's colours, for canvases. */
export type Colors = Readonly<Record<(typeof names)[number], string>>;

const darkness = matchMedia("(prefers-color-scheme: dark)");
const isDarkOutside = signal(darkness.matches);
darkness.addEventListener("change", ({ matches }) => {
  isDarkOutside.value = matches;
});

/** Changes with the theme. */
export const colors = computed<Colors>(() => {
  document.documentElement.dataset.theme = theme.value; // before the styles are read
  void isDarkOutside.value;
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Colors;
});
