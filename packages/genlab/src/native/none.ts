/** A page or a worker has no native engine. */
export const openNative = async (): Promise<undefined> => undefined;
