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
