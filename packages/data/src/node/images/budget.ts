/** So much of something as may be in use at once. */
export interface Budget {
  /** Waits until an amount is free, in the order of calls, and returns what gives it back. More than there is waits for all of it. */
  take(amount: number): Promise<() => void>;
}

export function createBudget(total: number): Budget {
  let free = total;
  const waiting: { readonly amount: number; readonly start: () => void }[] = [];
  const admit = () => {
    while (waiting[0] && waiting[0].amount <= free) {
      const { amount, start } = waiting.shift()!;
      free -= amount;
      start();
    }
  };
  return {
    async take(wanted) {
      const amount = Math.min(wanted, total);
      await new Promise<void>((start) => {
        waiting.push({ amount, start });
        admit();
      });
      return () => {
        free += amount;
        admit();
      };
    },
  };
}
