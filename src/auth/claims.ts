import * as v from 'valibot';
import { oneLine } from '../report/text.ts';

const claimsSchema = v.object({
  appid: v.optional(v.string()), // the application, in v1 tokens
  azp: v.optional(v.string()), // the application, in v2 tokens
  upn: v.optional(v.string()), // the user, where a person signed in
});

/**
 * As whom a token speaks, in a few words, as far as it can be read. Access tokens of Entra ID are JWTs (their content
 * is not promised to callers, so this is for people only).
 */
export function describeToken(token: string): string {
  const claims = v.safeParse(claimsSchema, payloadOf(token));
  const { appid, azp, upn } = claims.success ? claims.output : {};
  const application = appid ?? azp;
  const who = upn ? `user ${upn}` : application && `application ${application}`;
  return who ? oneLine(who, 200) : 'the holder of the token given';
}

function payloadOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return undefined;
  }
}
