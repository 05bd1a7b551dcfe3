/** What to do about an answer, by its status. */
export type Hints = Readonly<Record<number, string>>;

/** The advice for an answer; empty where there is none. Only a go-live (POST) can be refused for what is in the offer. */
export type Hint = (status: number, method: 'GET' | 'POST') => string;

/**
 * The advice of one API.
 * @param audience what its access tokens are for
 * @param own what holds for this API alone
 * @param goLive what holds for a refused go-live alone
 */
export function createHints(audience: string, own: Hints, goLive: Hints): Hint {
  const hints: Hints = {
    400: 'Check the offer ID and api-url. If they are right, please report this answer: the API may have changed.',
    401: `The token is missing, has expired, or is for another audience: it must be for ${audience}.`,
    403: 'Give the application the Manager role in Partner Center (User management, Microsoft Entra applications).',
    409: 'Something else is in progress for this offer. Check in Partner Center what is running, or run this step again when it has ended.',
    429: 'The API asks for fewer requests. Run this step again later; it picks up a running go-live.',
    ...own,
  };
  return (status, method) =>
    (method === 'POST' ? goLive[status] : undefined) ?? hints[status] ?? (status >= 500 ? serviceError : '');
}

const serviceError =
  'An error of the service, or an ID that it cannot handle. Run this step again; it picks up a running go-live. If it fails again, give the correlation ID to Microsoft support.';
