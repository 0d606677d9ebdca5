import type { Curve } from "../../parts/chart.js";
import type { Colors } from "../../parts/colors.js";
import type { Series } from "../run/curves.js";

type Style = (colors: Colors) => Pick<Curve, "color"> & Partial<Pick<Curve, "dash">>;

/** The curves that are drawn, and how: those of one kind of network are alike in all models. */
const styles: Readonly<Record<string, Style>> = {
  "autoencoder/total": ({ arrows }) => ({ color: arrows }),
  "vae/total": ({ ink }) => ({ color: ink }),
  "vae/reconstruction": ({ arrows }) => ({ color: arrows }),
  "vae/kl": ({ grid }) => ({ color: grid, dash: [5, 3] }),
  "encoder/total": ({ grid }) => ({ color: grid, dash: [5, 3] }),
  "decoder/total": ({ samples }) => ({ color: samples }),
  "generator/total": ({ samples }) => ({ color: samples }),
  "discriminator/total": ({ data }) => ({ color: data, dash: [2, 2] }),
  distance: ({ ink }) => ({ color: ink }),
  modes: ({ samples }) => ({ color: samples }),
  highQuality: ({ grid }) => ({ color: grid, dash: [5, 3] }),
};

/** The curves of a series that are drawn, with their labels. */
export function styled({ values }: Series, labels: Readonly<Record<string, string>>, colors: Colors): readonly Curve[] {
  return Object.entries(values).flatMap(([name, list]) => {
    const style = styles[name];
    return style ? [{ label: labels[name] ?? name, values: list, ...style(colors) }] : [];
  });
}
