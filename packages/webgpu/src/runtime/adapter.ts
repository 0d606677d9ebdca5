/** Names of what draws without a graphics card. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i;

/** Whether an adapter computes on the processor what is meant for a GPU. */
export function isSoftware({ info }: GPUAdapter): boolean {
  return info.isFallbackAdapter || SOFTWARE.test(namesOf(info).join(" "));
}

/** What a person reads: "on nvidia hopper". */
export const describe = ({ info }: GPUAdapter): string => `on ${namesOf(info).join(" ") || "a GPU"}`;

const namesOf = ({ vendor, architecture, device, description }: GPUAdapterInfo): string[] =>
  description ? [description] : [vendor, architecture, device].filter((name) => name !== "");
