import { useRef } from "preact/hooks";
import { Button } from "./button.js";

interface FilePickerProps {
  readonly label: string;
  /** Endings or kinds, as of an input of files. Default: a whole folder. */
  readonly accept?: string;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A button that asks for files, or for a folder. */
export function FilePicker({ label, accept, onFiles }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>{label}</Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        {...(accept === undefined ? { webkitdirectory: true } : { accept })}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = ""; // so that the same file can be given again
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
