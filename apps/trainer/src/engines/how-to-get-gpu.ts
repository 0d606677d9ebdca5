import { readFileSync } from "node:fs";

const OPEN_DRIVERS = "sudo apt install libvulkan1 mesa-vulkan-drivers (AMD, Intel)";

const ON_LINUX: Readonly<Record<string, string>> = {
  debian: `${OPEN_DRIVERS}, or libvulkan1 nvidia-driver of its section non-free (NVIDIA)`,
  ubuntu: `${OPEN_DRIVERS}, or sudo ubuntu-drivers install (NVIDIA)`,
};

const ELSEWHERE: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: "macOS has Metal on every Mac of its last versions: log in at its screen, not by ssh alone",
  win32: "install the GPU maker's driver: Direct3D 12 is part of Windows 10 and later",
};

/** What to install for WebGPU to find a GPU. */
export function howToGetGpu(platform = process.platform, release = readRelease()): string {
  if (platform !== "linux") return ELSEWHERE[platform] ?? "install a driver with Vulkan";
  const names = /^ID(?:_LIKE)?=.*$/gm;
  const said = (release.match(names) ?? []).join(" ");
  const known = ["ubuntu", "debian"].find((name) => said.includes(name));
  return ON_LINUX[known ?? ""] ?? "install libvulkan.so.1 (vulkan-loader) and the Vulkan driver of your GPU";
}

function readRelease(): string {
  try {
    return readFileSync("/etc/os-release", "utf8");
  } catch {
    return "";
  }
}
