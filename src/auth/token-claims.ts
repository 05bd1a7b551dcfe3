import * as v from 'valibot';
import { parseJson, text } from '../http/json.ts';
import { oneLine } from '../model/text.ts';

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

/** What a token says about its holder, unverified: for people to read, never to decide by. Undefined if it is no JWT. */
function readClaims(token: string): Claims | undefined {
  const parsed = v.safeParse(claimsSchema, readPayload(token));
  return parsed.success ? parsed.output : undefined;
}

/** The document in the middle of a JWT; undefined if it is none. */
function readPayload(token: string): unknown {
  return parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

/**
 * Whose access token this is, in a few words: `application …`, `a user's token`, or `the given token`. Entra ID's tokens
 * are JWTs, though Microsoft does not promise that to callers. A log may be public, so no person is named.
 */
export function describeToken(token: string): string {
  const { appid = '', azp = '', upn = '' } = readClaims(token) ?? {};
  const application = appid || azp;
  if (upn) {
    return "a user's token";
  }
  return application ? oneLine(`application ${application}`, 200) : 'the given token';
}

/** When an access token expires, in ms since 1970; undefined where it does not say. */
export function readExpiryMs(token: string): number | undefined {
  const exp = readClaims(token)?.exp;
  return exp ? exp * 1000 : undefined;
}

const audienceSchema = v.pipe(
  v.object({ aud: v.union([v.string(), v.array(v.string())]) }),
  v.transform(({ aud }) => [aud].flat()),
);

/** What an access token is for, unverified: to find the API, never to trust it. Empty where that cannot be read. */
export function readAudiences(token: string): string[] {
  const parsed = v.safeParse(audienceSchema, readPayload(token));
  return parsed.success ? parsed.output.map((audience) => oneLine(audience, 200)).filter(Boolean) : [];
}

/** How a workflow presents itself to Entra ID: the members of a federated credential. */
export interface FederatedIdentity {
  issuer: string;
  subject: string;
  audience: string;
}

/** What an id token of GitHub says about the workflow; undefined if it is no JWT. */
export function readFederatedIdentity(idToken: string): FederatedIdentity | undefined {
  const claims = readClaims(idToken);
  return (
    claims && {
      issuer: oneLine(claims.iss, 300),
      subject: oneLine(claims.sub, 300),
      audience: oneLine(claims.aud, 300),
    }
  );
}
