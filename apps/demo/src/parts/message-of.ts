/** What an error says, also one that came from a worker. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : `${error}`);
