/** Names of what draws without a graphics card. */
export const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i;

let known: boolean | undefined;

/** Whether WebGL computes on a graphics card here, and not in software, where it is slower than the processor. */
export function hasGraphicsCard(): boolean {
  known ??= typeof OffscreenCanvas !== "undefined" && isOnCard();
  return known;
}

function isOnCard(): boolean {
  const context = new OffscreenCanvas(1, 1).getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  if (context === null) return false;
  const names = context.getExtension("WEBGL_debug_renderer_info");
  const renderer = names ? `${context.getParameter(names.UNMASKED_RENDERER_WEBGL)}` : "";
  context.getExtension("WEBGL_lose_context")?.loseContext(); // a page may have few of them
  return !SOFTWARE.test(renderer);
}
