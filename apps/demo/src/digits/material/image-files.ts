/** Where a picture belongs: the folder that it lies in, below the one that was chosen. Empty for none. */
export function folderOf(name: string): string {
  const parts = name.split("/");
  return parts.length > 2 ? parts.at(-2)! : "";
}

/** Folders that may stand for classes: two at least, as many as have a colour at most. In the order of their names. */
export function classesOf(folders: readonly string[]): readonly string[] {
  const names = [...new Set(folders)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return names.length >= 2 && names.length <= 10 && !names.includes("") ? names : [];
}
