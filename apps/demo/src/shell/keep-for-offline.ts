/** Has the browser keep all pages, once this one is there: without a network they are there then. Not where it does not, as in a private window. */
export async function keepForOffline(): Promise<void> {
  if (import.meta.env.MODE !== "production" || !("serviceWorker" in navigator)) return;
  await new Promise((resolve) => {
    if (document.readyState === "complete") resolve(null);
    else window.addEventListener("load", resolve, { once: true });
  });
  await navigator.serviceWorker.register(new URL("./offline.js", document.baseURI)).catch(() => {});
}
