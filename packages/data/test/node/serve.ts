import { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface TestServer {
  readonly url: string;
  /** The path, the range and the version asked for, request by request. */
  readonly requests: string[];
}

/** A server on this machine that ends with the test. */
export async function serve(answer: RequestListener): Promise<TestServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push([request.url, request.headers.range, request.headers["if-range"]].filter(Boolean).join(" "));
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests };
}

/** An address where nobody answers any more. */
export async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}

/** What a static file server does, with byte ranges. */
export function whole(content: Uint8Array, etag = '"one"'): RequestListener {
  return (request, response) => {
    const start = request.headers["if-range"] === etag ? rangeStart(request) : 0;
    if (start >= content.length) return response.writeHead(416).end();
    response.writeHead(start > 0 ? 206 : 200, {
      etag,
      "content-length": content.length - start,
      ...(start > 0 && { "content-range": `bytes ${start}-${content.length - 1}/${content.length}` }),
    });
    response.end(content.subarray(start));
  };
}

const arrivals = new EventEmitter<{ arrived: [bytes: number] }>();

/** Tells the servers of this process how many bytes of an answer have come: for `onProgress`. */
export const tellServers = (progress: { readonly received: number }): void => {
  arrivals.emit("arrived", progress.received);
};

/** Promises all of the content and drops the connection when `length` bytes of it have come, as `tellServers` says. */
export function dropAfter(content: Uint8Array, length: number, headers: Record<string, string> = { etag: '"one"' }) {
  return (_: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { "content-length": content.length, ...headers });
    // where bytes and the end are there at once, Node drops what was not read yet
    const listener = (bytes: number) => {
      if (bytes >= length) response.destroy();
    };
    arrivals.on("arrived", listener);
    response.on("close", () => arrivals.off("arrived", listener));
    response.write(content.subarray(0, length));
  };
}

const rangeStart = ({ headers }: IncomingMessage): number =>
  Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
