import type { IncomingHttpHeaders } from 'node:http';

/** A request as an emulated API reads it. */
export interface Call {
  method: string;
  /** Path without the query, not decoded. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** Scheme and host that the client used, e.g. `http://127.0.0.1:8080`. */
  origin: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** One emulated API. Returns undefined for a path of another API. */
export type Service = (call: Call) => Answer | undefined;

/** Whether an access token is valid now for this API. */
export type Accepts = (token: string, resource: string) => boolean;

/** Whether the request names loopback or the API's real host, which a client behind a proxy sends. */
export function isAddressedTo(call: Call, host: string): boolean {
  return [host, '127.0.0.1', 'localhost', '[::1]'].includes(new URL(call.origin).hostname);
}

/** The bearer token of the request, or an empty string. */
export function bearerToken({ headers }: Call): string {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** Decodes a path. A malformed one stays as it is, and matches no route. */
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

/** An error in the documented shape (docs: "Considerations" page of the Cloud Partner Portal API). */
export function refusal(status: number, code: string, message: string): Answer {
  return json(status, { error: { code, message } });
}

/** An error page in the form of IIS. */
export function page(status: number, title: string): Answer {
  const body = `<!DOCTYPE html>\r\n<html><head><title>${status} - ${title}</title></head>\r\n<body><div id="header"><h1>Server Error</h1></div>\r\n<h2>${status} - ${title}</h2></body></html>\r\n`;
  return { status, headers: { 'Content-Type': 'text/html' }, body };
}
