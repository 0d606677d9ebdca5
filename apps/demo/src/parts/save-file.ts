const MILLISECONDS_TO_READ = 60_000;

/** Hands a file to the visitor. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), MILLISECONDS_TO_READ); // the browser may still be reading it
}
