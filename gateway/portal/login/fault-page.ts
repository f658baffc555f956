import type { GraphQLError } from 'graphql';
import { hubError, type HubErrorCode } from '../../../platform/errors.ts';
import { escaped, type Page } from '../page.ts';
import type { LoginFault, LoginFaultKind } from './login-fault.ts';

interface FaultText {
  readonly status: number;
  readonly code: HubErrorCode;
  readonly title: string;
  readonly text: string;
}

const FAULTS: Readonly<Record<LoginFaultKind, FaultText>> = {
  unavailable: {
    status: 503,
    code: 'IDENTITY_UNAVAILABLE',
    title: 'La connexion ne répond pas',
    text: 'Le service qui vous identifie ne répond pas pour l’instant. Réessayez dans quelques minutes ; en attendant, ce qui est public reste lisible dans l’explorateur.',
  },
  refused: {
    status: 403,
    code: 'LOGIN_REFUSED',
    title: 'Connexion refusée',
    text: 'La connexion a été annulée, ou votre fournisseur d’identité l’a refusée. Vous n’êtes pas connecté. Si ce n’était pas votre choix, demandez à votre organisation si votre compte a accès au hub Déclic47.',
  },
  'not-started': {
    status: 400,
    code: 'LOGIN_EXPIRED',
    title: 'Connexion à recommencer',
    text: 'Aucune connexion n’est en cours dans ce navigateur, ou elle a duré plus de dix minutes. Recommencez depuis cette page ; si cela se répète, vérifiez que votre navigateur accepte les cookies du hub.',
  },
  mismatch: {
    status: 400,
    code: 'LOGIN_MISMATCH',
    title: 'Connexion à recommencer',
    text: 'Cette réponse n’est pas celle de la connexion en cours : par précaution, elle a été refusée. Cela arrive quand on se connecte dans deux onglets à la fois. Recommencez dans un seul.',
  },
  spent: {
    status: 400,
    code: 'LOGIN_EXPIRED',
    title: 'Connexion à recommencer',
    text: 'Cette connexion a déjà servi, ou elle est trop ancienne. Recommencez depuis cette page.',
  },
  unacceptable: {
    status: 502,
    code: 'LOGIN_MISCONFIGURED',
    title: 'Connexion mal réglée',
    text: 'Le fournisseur d’identité a donné une réponse que le hub ne peut pas accepter. Vous n’y pouvez rien : signalez-le à qui exploite le hub, avec le numéro de la demande.',
  },
  'foreign-token': {
    status: 403,
    code: 'TOKEN_FOREIGN',
    title: 'Compte reconnu, accès non prévu',
    text: 'Votre fournisseur d’identité vous a reconnu, mais le jeton qu’il donne n’est pas destiné au hub. Signalez-le à qui exploite le hub, avec le numéro de la demande.',
  },
};

/** The same fault for a script. */
export function faultError({ kind }: LoginFault): GraphQLError {
  const { status, code, text } = FAULTS[kind];
  return hubError(code, text, { http: { status } });
}

/** What a person reads when a login fails, with what to do and what to tell the hub's operator. */
export function faultPage({ kind }: LoginFault, requestId: string): { readonly page: Page; readonly status: number } {
  const { status, code, title, text } = FAULTS[kind];
  const main = `      <h1>${escaped(title)}</h1>
      <p>${escaped(text)}</p>
      <p class="actions">
        <a class="button" href="/mon-espace">Recommencer la connexion</a>
        <a class="button quiet" href="/">Retour à l’accueil</a>
      </p>
      <p class="note">Code : <code>${code}</code> · demande n° <code>${escaped(requestId)}</code></p>`;
  return { page: { title, main }, status };
}

/** The same for any other refusal: its sentence is already for people. */
export function refusalPage(sentence: string, { requestId, code }: { requestId: string; code: string }): Page {
  const main = `      <h1>Demande refusée</h1>
      <p>${escaped(sentence)}</p>
      <p class="actions"><a class="button" href="/mon-espace">Mon espace</a></p>
      <p class="note">Code : <code>${escaped(code)}</code> · demande n° <code>${escaped(requestId)}</code></p>`;
  return { title: 'Demande refusée', main };
}
