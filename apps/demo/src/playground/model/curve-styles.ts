import type { Curve } from "../../parts/chart.js";
import type { Colors } from "../../parts/colors.js";
import type { Series } from "../../plane/run/curves.js";

type Style = (colors: Colors) => Pick<Curve, "color"> & Partial<Pick<Curve, "dash">>;

/** Curves by name, and how they are drawn. */
export type Styles = Readonly<Record<string, Style>>;

const DASHES = [5, 3];
const DOTS = [2, 2];

/** What each network is trained by: those of one kind of network are alike in all models. */
export const totals: Styles = {
  "autoencoder/total": ({ arrows }) => ({ color: arrows }),
  "vae/total": ({ ink }) => ({ color: ink }),
  "encoder/total": ({ grid }) => ({ color: grid, dash: DASHES }),
  "decoder/total": ({ samples }) => ({ color: samples }),
  "generator/total": ({ samples }) => ({ color: samples }),
  "discriminator/total": ({ data }) => ({ color: data, dash: DOTS }),
};

/** What the losses are sums of: reconstructions, divergences from the prior, games, penalties. */
export const terms: Styles = {
  "vae/reconstruction": ({ arrows }) => ({ color: arrows }),
  "vae/kl": ({ grid }) => ({ color: grid, dash: DASHES }),
  "encoder/similarity": ({ arrows }) => ({ color: arrows }),
  "encoder/kl": ({ grid }) => ({ color: grid, dash: DASHES }),
  "decoder/adversarial": ({ samples }) => ({ color: samples }),
  "autoencoder/reconstruction": ({ arrows }) => ({ color: arrows }),
  "autoencoder/kl": ({ grid }) => ({ color: grid, dash: DASHES }),
  "autoencoder/adversarial": ({ samples }) => ({ color: samples }),
  "generator/adversarial": ({ samples }) => ({ color: samples }),
  "generator/reconstruction": ({ arrows }) => ({ color: arrows }),
  "generator/features": ({ grid }) => ({ color: grid, dash: DASHES }),
  "discriminator/adversarial": ({ data }) => ({ color: data, dash: DOTS }),
  "discriminator/penalty": ({ ink }) => ({ color: ink, dash: DASHES }),
};

/** How near the samples are. */
export const quality: Styles = {
  distance: ({ ink }) => ({ color: ink }),
  modes: ({ samples }) => ({ color: samples }),
  highQuality: ({ grid }) => ({ color: grid, dash: DASHES }),
};

/** The curves of a series that have a style, with their labels. */
export function styled(
  { values }: Series,
  styles: Styles,
  { labels, colors }: { readonly labels: Readonly<Record<string, string>>; readonly colors: Colors },
): readonly Curve[] {
  return Object.entries(values).flatMap(([name, list]) => {
    const style = styles[name];
    return style ? [{ label: labels[name] ?? name, values: list, ...style(colors) }] : [];
  });
}
