import { declaredIssuers, type IssuerSettings } from './issuers.ts';

export const DEVELOPMENT_ISSUER = 'urn:declic47:developpement';
export const DEVELOPMENT_AUDIENCE = 'declic47-hub';

/** The local issuer of `npm run token`; `readGatewayEnv` refuses it in production. */
export function developmentIssuer(jwks: string): readonly IssuerSettings[] {
  return declaredIssuers([
    {
      issuer: DEVELOPMENT_ISSUER,
      audience: DEVELOPMENT_AUDIENCE,
      jwks,
      algorithms: ['ES256'],
      claims: { organisationId: 'organisation' },
    },
  ]);
}
