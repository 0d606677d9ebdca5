/** The names of folders and at last of a file. */
export type Path = readonly string[];

/** Beyond it a file is refused: its bytes lie in memory as a whole. */
export const MOST_FILE_BYTES = 2 ** 30;

/** A file that ends as images do. */
export interface SourceEntry {
  readonly path: Path;
  /** Of the file, in bytes. */
  readonly size: number;
  /** Changes when the file does. */
  readonly stamp: string;
}

/** A file whose turn has come. */
export interface OpenEntry {
  /** In the list that was asked for. */
  readonly index: number;
  /** Bytes of the file. It is called once. */
  read(): Promise<Uint8Array>;
}

/** Where images lie: a folder, or an archive that is read in place. */
export interface ImageSource<Entry extends SourceEntry = SourceEntry> {
  /** The path of the folder or archive. */
  readonly place: string;
  /** In an order that depends on their paths alone. */
  readonly entries: readonly Entry[];
  /** What was passed over, for a person. */
  readonly passedOver: readonly string[];
  /** Gives these entries, each once, in whatever order is quickest. One may be asked for while others are read. */
  open(entries: readonly SourceEntry[]): AsyncIterable<OpenEntry>;
}
