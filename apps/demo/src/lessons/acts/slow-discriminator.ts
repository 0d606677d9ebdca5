import type { Cast } from "../lesson.js";

/** A GAN whose generator learns three times as fast as its discriminator: it collapses. */
export const SLOW = { discriminatorRate: 3e-4 } as const;

export const slowGan: Cast = { kind: "gan", values: SLOW };
