/** Done when the page is seen: at once, or when its tab comes to the front. */
export function shown(): Promise<void> {
  if (!globalThis.document?.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
  });
}
