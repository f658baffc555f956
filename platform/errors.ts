import { GraphQLError } from 'graphql';

/** Every public error code, with what it means to the French reader. Codes are added, never renamed. */
export const HUB_ERRORS = {
  INVALID_INPUT: 'Une valeur reçue n’a pas la forme attendue ; le message la rappelle et montre une valeur correcte.',
  UNAUTHENTICATED: 'La demande exige un jeton valide : il manque, ou il est faux.',
  TOKEN_INVALID:
    'Le jeton présenté est mal formé, mal signé ou trop long ; il n’est jamais pris pour une lecture anonyme.',
  TOKEN_EXPIRED: 'Le jeton présenté a expiré ; en demander un nouveau.',
  TOKEN_NOT_YET_VALID: 'Le jeton présenté n’est pas encore valable.',
  TOKEN_FOREIGN: 'Le jeton présenté n’est pas destiné au hub, ou son émetteur n’est pas connu.',
  IDENTITY_UNAVAILABLE:
    'Le fournisseur d’identité ne répond pas ; son jeton ne peut pas être vérifié, réessayer plus tard.',
  LOGIN_EXPIRED: 'La connexion depuis les pages du hub a duré trop longtemps, ou a déjà servi ; la recommencer.',
  LOGIN_MISMATCH:
    'La réponse du fournisseur d’identité n’est pas celle de la connexion en cours ; elle est refusée, recommencer.',
  LOGIN_REFUSED: 'La personne, ou son fournisseur d’identité, a refusé la connexion.',
  LOGIN_MISCONFIGURED: 'Le hub et le fournisseur d’identité ne sont pas réglés pour s’entendre ; le signaler.',
  SESSION_REQUIRED: 'Personne n’est connecté dans ce navigateur, ou la session est finie ; se connecter.',
  KEY_INVALID:
    'La clé présentée est mal recopiée, ou n’est pas connue du hub ; elle n’est jamais prise pour une lecture anonyme.',
  KEY_REVOKED: 'La clé présentée a été révoquée ; présenter celle qui la remplace.',
  KEY_EXPIRED: 'La clé présentée a expiré ; en demander une nouvelle.',
  KEYS_UNAVAILABLE: 'Les clés ne peuvent pas être vérifiées pour l’instant ; réessayer plus tard.',
  FORBIDDEN: 'Le jeton est valide mais ne donne pas ce droit.',
  INTERNAL_TOKEN_REQUIRED:
    'Le service d’une organisation a été appelé directement : il ne répond qu’à la passerelle du hub.',
  INTERNAL_TOKEN_INVALID:
    'Le jeton par lequel la passerelle dit qui demande est expiré, fait pour un autre service, ou d’une passerelle inconnue.',
  INTERNAL_PROOF_INVALID:
    'La demande reçue par le service d’une organisation n’est pas celle que la passerelle a envoyée.',
  UNAUTHORIZED_FIELD_OR_TYPE:
    'Un champ ou un type de la requête est réservé : il vaut null, rien n’a été lu pour lui, le reste est servi.',
  CONFLICT: 'La donnée a changé depuis sa lecture ; le message donne la version actuelle, rien n’a été écrit.',
  ORGANISATION_UNAVAILABLE: 'Une organisation ne répond pas ; les données des autres sont servies.',
  SERVICE_OVERLOADED: 'Le service est saturé pour un instant ; réessayer un peu plus tard.',
  OPERATION_TOO_LARGE:
    'L’opération dépasse une limite (éléments lexicaux, niveaux, valeurs emboîtées, alias, directives, champs une fois ses fragments développés…) ; `extensions` donne la limite (`limit`), la valeur (`value`) et le maximum (`maximum`).',
  OPERATION_TOO_COSTLY:
    'L’opération, avec ses variables, a un coût estimé supérieur au maximum ; `extensions` donne le coût (`value`) et le maximum (`maximum`). L’en-tête « hub-cost: 1 » le fait dire dans la réponse.',
  REQUEST_TOO_LARGE:
    'La demande, ou ses en-têtes, est plus volumineuse que le maximum ; `extensions` donne la valeur et le maximum.',
  REQUEST_TIMEOUT: 'La demande n’est pas arrivée entière dans le délai accordé.',
  RATE_LIMITED:
    'L’appelant a fait plus de demandes que son quota ; réessayer après le délai de l’en-tête « Retry-After ».',
  ORIGIN_NOT_ALLOWED: 'La page web qui fait la demande n’est pas de celles que le hub autorise.',
  DOCUMENT_NOT_TRUSTED:
    'Cet appelant ne peut demander que des documents de confiance, enregistrés d’avance ; le guide « documents » dit comment les enregistrer.',
  DOCUMENT_NOT_FOUND: 'Le hub ne connaît pas de document de cet identifiant (`documentId`) ; envoyer son texte.',
  INTROSPECTION_DISABLED: 'Le schéma ne se lit pas par introspection sans s’identifier, ou ne s’y lit pas du tout.',
  PLANNING_TIMEOUT: 'L’opération est trop complexe pour être planifiée à temps ; demander moins, ou la découper.',
  TOO_MANY_SUBSCRIPTIONS:
    'L’appelant, ou le hub, suit déjà autant d’abonnements qu’il est permis ; en fermer un, ou réessayer plus tard.',
  SUBSCRIPTION_ENDED:
    'Le suivi en direct a pris fin avant qu’on l’arrête ; relire la donnée, puis s’abonner de nouveau.',
  INVALID_SUBGRAPH_ANSWER:
    'Une organisation a donné une valeur que le schéma ne permet pas ; elle est remplacée par null, le reste est servi.',
  NOT_FOUND: 'L’adresse demandée n’est pas une page du hub.',
  METHOD_NOT_ALLOWED: 'L’adresse demandée n’accepte pas cette méthode HTTP ; l’en-tête « Allow » dit lesquelles.',
  INTERNAL_SERVER_ERROR: 'Une erreur imprévue de notre côté ; la demande n’est pas en cause.',
} as const;

export type HubErrorCode = keyof typeof HUB_ERRORS;

/**
 * An expected fault, shown as it is to the caller.
 *
 * @param sentence French: what was wrong, its echo, a good example. Never an address of a household, a token or a URL.
 */
export function hubError(code: HubErrorCode, sentence: string, extensions: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(sentence, { extensions: { ...extensions, code } });
}

/** Tells an expected fault from a bug, whose message must not leave the server. */
export function isHubError(error: unknown): boolean {
  return error instanceof GraphQLError && Object.hasOwn(HUB_ERRORS, String(error.extensions['code']));
}
