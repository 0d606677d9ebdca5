/** What can be drawn over one another, the lowest first. */
export const layerNames = ["heat", "grid", "data", "samples", "arrows", "ellipses"] as const;

export type LayerName = (typeof layerNames)[number];

/** What is shown below the pictures. */
export const chartNames = ["losses", "terms", "quality", "gradients", "diagram"] as const;

export type ChartName = (typeof chartNames)[number];
