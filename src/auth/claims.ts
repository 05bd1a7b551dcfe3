import * as v from 'valibot';
import { oneLine } from '../report/text.ts';

const text = v.optional(v.fallback(v.string(), ''), '');
const claimsSchema = v.object({
  appid: text, // the application, in v1 tokens
  azp: text, // the application, in v2 tokens
  upn: text, // the user, where a person signed in
  exp: v.optional(v.fallback(v.nullable(v.number()), null), null),
  iss: text,
  sub: text,
  aud: text,
});

type Claims = v.InferOutput<typeof claimsSchema>;

/** What a token says of its holder, unverified: for people to read, never to decide by. Undefined where it is no JWT. */
function claimsOf(token: string): Claims | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return v.parse(claimsSchema, payload);
  } catch {
    return undefined;
  }
}

/**
 * As whom an access token speaks, in a few words, as far as it can be read (Entra ID's are JWTs, though it does not promise
 * that to callers).
 */
export function describeToken(token: string): string {
  const { appid = '', azp = '', upn = '' } = claimsOf(token) ?? {};
  const application = appid || azp;
  const who = upn ? `user ${upn}` : application && `application ${application}`;
  return who ? oneLine(who, 200) : 'the holder of the token given';
}

/** When an access token expires, in ms since 1970; undefined where it does not tell. */
export function expiryOf(token: string): number | undefined {
  const exp = claimsOf(token)?.exp;
  return exp ? exp * 1000 : undefined;
}

/** As what a workflow presents itself to Entra ID: the members of a federated credential. */
export interface FederatedIdentity {
  issuer: string;
  subject: string;
  audience: string;
}

/** What an id token of GitHub says of the workflow. */
export function federatedIdentityOf(idToken: string): FederatedIdentity | undefined {
  const claims = claimsOf(idToken);
  return (
    claims && {
      issuer: oneLine(claims.iss, 300),
      subject: oneLine(claims.sub, 300),
      audience: oneLine(claims.aud, 300),
    }
  );
}
