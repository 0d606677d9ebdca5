/** Seconds since `performance.now()` was `start`, to the millisecond. */
export const secondsSince = (start: number): number => Math.round(performance.now() - start) / 1e3;
