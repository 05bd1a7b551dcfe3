import type { IncomingHttpHeaders } from 'node:http';

/** A request as a service sees it. */
export interface Call {
  method: string;
  /** Path without the query, still percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** Scheme and host the client used, e.g. `http://127.0.0.1:8080`. */
  origin: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** One emulated API: its answer, or undefined when the path is not one of its own. */
export type Service = (call: Call) => Answer | undefined;

/** Says whether an access token is valid now for an API. */
export type Accepts = (token: string, resource: string) => boolean;

/** Whether the request is for loopback, or for the API's real name, as from a client that comes through a proxy. */
export function isFor(call: Call, host: string): boolean {
  return [host, '127.0.0.1', 'localhost', '[::1]'].includes(new URL(call.origin).hostname);
}

/** The bearer token of the request, or an empty string. */
export function bearerOf({ headers }: Call): string {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** Percent-decoding that leaves a malformed path as it is; nothing is found there. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

export function json(status: number, document: unknown, headers: Record<string, string> = {}): Answer {
  const body = JSON.stringify(document);
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers }, body };
}

/** An error of the documented shape (docs: "Considerations" page of the Cloud Partner Portal API). */
export function refusal(status: number, code: string, message: string): Answer {
  return json(status, { error: { code, message } });
}

/** An error page as IIS writes it. */
export function page(status: number, title: string): Answer {
  const body = `<!DOCTYPE html>\r\n<html><head><title>${status} - ${title}</title></head>\r\n<body><div id="header"><h1>Server Error</h1></div>\r\n<h2>${status} - ${title}</h2></body></html>\r\n`;
  return { status, headers: { 'Content-Type': 'text/html' }, body };
}
