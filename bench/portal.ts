import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The Cloud Partner Portal and Entra ID on loopback, as fast as can be: every offer can go live, and is live at once. */
export interface Portal {
  url: string;
  /** Milliseconds on `performance.now` of the first request to the API since the last call; undefined if there was none. */
  takeFirstRequestMs(): number | undefined;
  close(): void;
}

const answers: readonly [path: RegExp, status: number, document: object][] = [
  [/\/oauth2\//, 200, { token_type: 'Bearer', expires_in: 3600, access_token: 'a-token-for-the-bench' }],
  [
    /\/status\?/,
    200,
    { status: 'running', steps: [{ id: 'publisher-signoff', status: 'waitingForPublisherReview' }] },
  ],
  [/\/golive\?/, 202, {}],
  [
    /\/operations\//,
    200,
    { status: 'succeeded', steps: [{ id: 'live', stepName: 'Live', status: 'complete' }] },
  ],
];

export async function startPortal(): Promise<Portal> {
  let firstRequestMs: number | undefined;
  const server = createServer((request, response) => {
    const [path, status, document] = answers.find(([path]) => path.test(request.url ?? '')) ?? [/$/, 404, {}];
    if (path !== answers[0]?.[0]) firstRequestMs ??= performance.now();
    response.writeHead(status, {
      'Content-Type': 'application/json',
      ...(status === 202 && {
        Location: '/api/publishers/contoso/offers/vm/operations/1?api-version=2017-10-31',
      }),
    });
    response.end(JSON.stringify(document));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeFirstRequestMs() {
      const taken = firstRequestMs;
      firstRequestMs = undefined;
      return taken;
    },
    close: () => server.close(),
  };
}
