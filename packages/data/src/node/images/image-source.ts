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
  /** The class, where it is said apart from the folders. */
  readonly label?: string;
  /** What errors call the file. Default: its path, from the place. */
  readonly called?: string;
}

/** A file that lies in a folder. */
export interface FolderEntry extends SourceEntry {
  /** Where it lies, which a link may lead to. */
  readonly place: string;
}

/** A file whose turn has come. */
export interface OpenEntry {
  /** In the list that was asked for. */
  readonly index: number;
  /** Bytes of the file. It is called once. */
  read(): Promise<Uint8Array>;
}

/** What a source is opened by. */
export interface SourceOptions {
  readonly place: string;
  /** What errors call the place. */
  readonly name: string;
  /** How the names of images end. */
  readonly kinds: readonly string[];
}

/** Where images lie: a folder, an archive that is read in place, or a list of files. */
export interface ImageSource<Entry extends SourceEntry = SourceEntry> {
  /** The path of the folder, archive or list. */
  readonly place: string;
  /** What errors call it. */
  readonly name: string;
  /** In an order that depends on their paths alone. */
  readonly entries: readonly Entry[];
  /** What was passed over, for a person. */
  readonly passedOver: readonly string[];
  /** Gives these entries, each once, in whatever order is quickest. One may be asked for while others are read. */
  open(entries: readonly SourceEntry[]): AsyncIterable<OpenEntry>;
}
