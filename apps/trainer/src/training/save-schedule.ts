const MILLISECONDS_BETWEEN_CHECKPOINTS = 30_000;

/** Whether a step is to be saved: every so many, or else when some time is over since the last that was. */
export function saveSchedule(every: number | undefined): (step: number) => boolean {
  if (every !== undefined) return (step) => step % every === 0;
  let saved = performance.now();
  return () => {
    if (performance.now() - saved < MILLISECONDS_BETWEEN_CHECKPOINTS) return false;
    saved = performance.now();
    return true;
  };
}
