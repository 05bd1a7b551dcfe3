type Hints = Readonly<Record<number, string>>;

const common: Hints = {
  403: 'Give the application the Manager role in Partner Center (User management, Microsoft Entra applications).',
  409: 'Something else is under way for this offer. Look in Partner Center what runs, or run this step again when it has ended.',
  429: 'The API asks for fewer requests. Run this step again later; a running go-live is picked up.',
};

const fault =
  'A fault of the service, or an ID that it cannot digest. Run this step again; a running go-live is picked up. If it stays, give the correlation ID to Microsoft support.';

/** What to do about an answer with a status, empty where there is no advice. @param own what holds of one API alone */
export function hintsOf(own: Hints): (status: number) => string {
  return (status) => own[status] ?? common[status] ?? (status >= 500 ? fault : '');
}
