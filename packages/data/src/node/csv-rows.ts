import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { GenlabError, refuseUnknown } from "@genlab/base";
import { CsvError, parse } from "csv-parse";
import { reasonOf } from "./mirror-failure.js";

export interface CsvRowsOptions {
  /** One character between cells. Default: a tab in .tsv files, else that of `, ; tab |` which is in the first line most often. */
  readonly delimiter?: string;
  /** What errors call the file. Default: its path. */
  readonly name?: string;
  /** Sees all bytes, for a checksum. */
  readonly onBytes?: (bytes: Uint8Array) => void;
}

/** Characters of a row; more is a quote that is not closed. */
const LONGEST_ROW = 2 ** 20;

/**
 * The rows of a CSV or TSV file, the first of which has the names of the columns, read as they are asked for. Spaces around cells that are not
 * quoted are left out. Text is UTF-8, or UTF-16 that
 * starts with its mark.
 *
 * @throws GenlabError for what cannot be read, is no text, or breaks RFC 4180, with the line.
 */
export async function* csvRows(path: string, options: CsvRowsOptions = {}): AsyncGenerator<readonly string[]> {
  const { name = path, onBytes, delimiter = await delimiterOf(path, name), ...others } = options;
  refuseUnknown("csvRows", others, { delimiter, name, onBytes });
  if (typeof delimiter !== "string" || !/^[^"\r\n]$/u.test(delimiter)) {
    throw new GenlabError(`The delimiter of ${name} is ${JSON.stringify(delimiter)}. Give one character, such as ";".`);
  }
  // rows of other lengths are for who reads them to name
  const parser = parse({
    ...{ delimiter, max_record_size: LONGEST_ROW },
    ...{ relax_column_count: true, skip_empty_lines: true, trim: delimiter !== "\t" },
  });
  const reading = pipeline(createReadStream(path), (bytes) => textIn(bytes, { name, onBytes }), parser);
  reading.catch(() => {}); // which the parser's own iteration throws
  try {
    for await (const row of parser) yield row as string[];
    await reading;
  } catch (cause) {
    if (cause instanceof GenlabError) throw cause;
    const reason =
      cause instanceof CsvError ? `${faultOf(cause)} Correct it.` : `it could not be read: ${reasonOf(cause)}.`;
    throw new GenlabError(`${name}: ${reason}`, { cause });
  } finally {
    parser.destroy();
  }
}

/** The delimiter of a file, by its name or its first line. */
export async function delimiterOf(path: string, name = path): Promise<string> {
  if (/\.(tsv|tab)$/i.test(path)) return "\t";
  const line = (await startOf(path, name)).replace(/"[^"]*"/g, "").split(/[\r\n]/, 1)[0]!;
  const counts = [",", ";", "\t", "|"].map((mark) => [mark, line.split(mark).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

const START = 2 ** 16;

async function startOf(path: string, name: string): Promise<string> {
  try {
    // a pipe has no end to wait for, and to open one waits
    if (!(await stat(path)).isFile()) throw new GenlabError(`${name} is no file. Give the path of one.`);
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(START), 0, START, 0);
      const bytes = buffer.subarray(0, bytesRead);
      return new TextDecoder(encodingOf(bytes)).decode(bytes);
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof GenlabError) throw cause;
    throw new GenlabError(`${name} could not be read: ${reasonOf(cause)}.`, { cause });
  }
}

const encodingOf = ([first, second]: Uint8Array): string =>
  first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";

async function* textIn(
  chunks: AsyncIterable<Uint8Array>,
  { name, onBytes }: { readonly name: string; readonly onBytes: CsvRowsOptions["onBytes"] },
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let read = 0;
  const decoded = (chunk?: Uint8Array): string => {
    decoder ??= new TextDecoder(encodingOf(chunk ?? new Uint8Array()), { fatal: true });
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (cause) {
      const where = read === 0 ? "" : `, somewhere after ${read} bytes`;
      throw new GenlabError(
        `${name} is no text in UTF-8${where}. Save it as UTF-8: in Excel as "CSV UTF-8", or by \`iconv -f windows-1252 -t utf-8\`.`,
        { cause },
      );
    }
  };
  for await (const chunk of chunks) {
    onBytes?.(chunk);
    const text = decoded(chunk);
    if (text.includes("\0")) throw new GenlabError(`${name} is no text: it has a zero byte. Give a CSV or TSV file.`);
    if (text !== "") yield text;
    read += chunk.length;
  }
  const rest = decoded();
  if (rest !== "") yield rest;
}

/** What csv-parse says, in the words of a person. */
function faultOf({ code, message, ...context }: CsvError & { readonly lines?: number }): string {
  const line = (context as { readonly lines?: number }).lines;
  const where = line === undefined ? "" : `, near line ${line}`;
  if (code === "CSV_QUOTE_NOT_CLOSED") return `a quote is not closed${where}.`;
  if (code === "CSV_MAX_RECORD_SIZE")
    return `a row has more than ${LONGEST_ROW} characters${where}: a quote may not be closed.`;
  if (code === "INVALID_OPENING_QUOTE")
    return `a quote stands within a cell that is not quoted${where}: quote the cell, and write "" in it.`;
  if (code === "CSV_INVALID_CLOSING_QUOTE") return `something follows a quote that closes a cell${where}.`;
  return `${message.replace(/\.?$/, ".")}`;
}
