/** Examples that are shown at a time. */
export const SHOWN = 10;
