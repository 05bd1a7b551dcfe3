/** A server on loopback that answers requests from a script. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** The answer to one request with this method and path. A string is the path without its query. */
export type Answer = { method: string; path: string | RegExp } & (
  | {
      status: number;
      headers?: OutgoingHttpHeaders;
      /** Text and bytes are sent unchanged, everything else as JSON. */
      body?: unknown;
    }
  | { raw: string | Buffer }
  | { act: (request: IncomingMessage, socket: Socket) => void }
);

export interface ScriptedRequest {
  method: string;
  /** With its query, as received. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface ScriptServer {
  /** Origin, without a trailing slash. */
  url: string;
  requests: ScriptedRequest[];
  /** Requests without a scripted answer, which got a 501. */
  unexpected: ScriptedRequest[];
  stop(): Promise<void>;
}

/** Starts a server that gives each scripted answer once, in order. The last matching answer repeats. */
export async function startScript(answers: Answer[]): Promise<ScriptServer> {
  const requests: ScriptedRequest[] = [];
  const unexpected: ScriptedRequest[] = [];
  const script = answers.map((answer) => ({ answer, used: false }));

  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers, socket } = request;
    const body = await buffer(request).catch(() => undefined);
    if (!body) return; // The client disconnected in the middle of its request.
    const recorded = { method, path, headers, body: body.toString() };
    requests.push(recorded);
    const lines = script.filter(({ answer }) => answer.method === method && matches(answer.path, path));
    const line = lines.find(({ used }) => !used) ?? lines.at(-1);
    if (!line) {
      unexpected.push(recorded);
      response.writeHead(501).end();
      return;
    }
    line.used = true;
    const { answer } = line;
    if ('act' in answer) answer.act(request, socket);
    else if ('raw' in answer) socket.end(answer.raw);
    else {
      const isPlain =
        answer.body === undefined || typeof answer.body === 'string' || Buffer.isBuffer(answer.body);
      const type = isPlain ? {} : { 'content-type': 'application/json' };
      response.writeHead(answer.status, { ...type, ...answer.headers });
      response.end(isPlain ? answer.body : JSON.stringify(answer.body));
    }
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    unexpected,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function matches(pattern: string | RegExp, path: string): boolean {
  return typeof pattern === 'string' ? path.split('?', 1)[0] === pattern : pattern.test(path);
}
