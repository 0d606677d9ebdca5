import { isAbsolute, join } from "node:path";

/** What the place of the cache depends on. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
}

/**
 * `$XDG_CACHE_HOME/genlab`, or `%LOCALAPPDATA%\genlab` on Windows, or `~/.cache/genlab`.
 * https://specifications.freedesktop.org/basedir-spec/latest/, which has relative paths ignored.
 */
export function cacheFolderFor({ environment, platform, home }: Surroundings): string {
  const { XDG_CACHE_HOME: cacheHome, LOCALAPPDATA: localData } = environment;
  if (cacheHome && isAbsolute(cacheHome)) return join(cacheHome, "genlab");
  if (platform === "win32" && localData) return join(localData, "genlab");
  return join(home, ".cache", "genlab");
}
