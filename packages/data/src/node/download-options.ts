/** How far a download is. */
export interface DownloadProgress {
  /** The name of the file. */
  readonly file: string;
  /** Bytes that are there, those of earlier tries included. */
  readonly received: number;
  /** Bytes of the whole file, if the server says. */
  readonly total?: number;
}

/** What any download can be given. */
export interface DownloadOptions {
  /** Called after each piece that was written. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Stops the download; what has come stays as NAME.part, for the next call to go on from. */
  readonly signal?: AbortSignal;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Seconds without a byte after which a connection counts as broken. Default 60. */
  readonly patience?: number;
}

/** What to download, and where to. */
export interface DownloadFileOptions extends DownloadOptions {
  /** Where the file is offered; tried in order. */
  readonly urls: readonly string[];
  /** The file to write. */
  readonly path: string;
  /**
   * SHA-256 of the content in hex; of a gzip file, of what is packed in it, so that mirrors may pack differently. Either this or `fileSha256`
   * is needed.
   */
  readonly sha256?: string;
  /** SHA-256 of the file as it is in hex, packed or not. */
  readonly fileSha256?: string;
  /** The size of the file as it is: no more is taken. Default: any. */
  readonly bytes?: number;
}
