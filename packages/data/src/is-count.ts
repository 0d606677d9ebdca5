/** Whether a value is 0, 1, 2, … */
export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
