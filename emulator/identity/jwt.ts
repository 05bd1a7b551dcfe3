/** The claims that Entra ID checks in an ID token. Times are in seconds since 1970. */
export interface IdTokenClaims {
  iss: string;
  sub: string;
  aud: string;
  iat: number;
  nbf: number;
  exp: number;
}

/** The header and payload of a JWT, without its signature. */
export function encodeJwt(header: object, claims: object): string {
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}

/** The claims of a JWT, not verified; undefined if it is not a JWT. */
export function decodeClaims(jwt: string): IdTokenClaims | undefined {
  try {
    return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return undefined;
  }
}
