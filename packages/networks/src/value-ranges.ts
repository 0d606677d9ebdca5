import type { DataRange } from "@genlab/core";

const UNIT = { least: 0, most: 1 };

/** Of a discriminator that moves images from [0, 1] to [−1, 1]. */
export const judgedRange: DataRange = { of: "the discriminator's network", ...UNIT };

/** Of a generator whose last function ends in [0, 1]. */
export const generatedRange: DataRange = { of: "the generator's network", ...UNIT };
