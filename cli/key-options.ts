import { InvalidArgumentError } from 'commander';
import { DOCUMENTS, type Documents } from '../platform/actor.ts';
import { keyIdIn } from '../gateway/keys/key-text.ts';
import { addDays, isCalendarDate, parisDate } from '../platform/calendar.ts';

/** Each reads what was typed, or says what is wrong with it and shows what is right. */
export function partnerId(text: string): string {
  if (/^[a-z][a-z0-9-]{1,62}$/.test(text)) return text;
  throw new InvalidArgumentError(
    `« ${text} » n’est pas un identifiant de partenaire : de 2 à 63 lettres minuscules, chiffres et tirets (attendu : emmaus-connect).`,
  );
}

export function partnerName(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= 200) return name;
  throw new InvalidArgumentError('le nom du partenaire compte de 1 à 200 caractères (attendu : "Emmaüs Connect").');
}

export function contact(text: string): string {
  if (/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/.test(text)) return text;
  throw new InvalidArgumentError(
    `« ${text} » n’est pas une adresse électronique ; donnez celle d’un service, pas d’une personne (attendu : numerique@exemple.fr).`,
  );
}

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/** One more origin; « aucune » is for a program that is no web page. */
export function origin(text: string, before: readonly string[] = []): readonly string[] {
  if (text === 'aucune') return [];
  if (text === '*') return [...before, text];
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new InvalidArgumentError(`« ${text} » n’est pas l’origine d’une page web (attendu : https://exemple.fr).`);
  }
  if (url.protocol === 'http:' && !LOCAL.includes(url.hostname)) {
    throw new InvalidArgumentError(
      `« ${text} » n’est pas en https, ce qui n’est permis qu’en local (attendu : https://${url.host}, ou http://localhost:5173).`,
    );
  }
  if (url.origin !== text) {
    throw new InvalidArgumentError(
      `« ${text} » n’est pas une origine telle que les navigateurs la disent (attendu : ${url.origin}).`,
    );
  }
  return [...before, text];
}

export function documents(text: string): Documents {
  const found = DOCUMENTS.find((word) => word === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(
    `« ${text} » ne dit pas quelles opérations la clé permet (attendu : any, toutes, ou trusted, celles déclarées d’avance).`,
  );
}

/** The instant at which a day ends in Lot-et-Garonne: a key is accepted through its last day; « jamais » is none. */
export function lastDay(text: string): Date | null {
  if (text === 'jamais') return null;
  const today = parisDate(new Date());
  if (!isCalendarDate(text)) {
    throw new InvalidArgumentError(`« ${text} » n’est pas une date (attendu : ${addDays(today, 365)}, ou jamais).`);
  }
  if (text < today) {
    throw new InvalidArgumentError(
      `le ${text} est passé : la clé ne servirait pas (attendu : ${addDays(today, 365)}, ou jamais).`,
    );
  }
  return endOf(text);
}

/** Paris is one or two hours ahead of UTC: the first instant of the next day is one of these two. */
function endOf(day: string): Date {
  const midnight = new Date(`${addDays(day, 1)}T00:00:00Z`).getTime();
  const candidates = [2, 1].map((hours) => new Date(midnight - hours * 3_600_000));
  return candidates.find((instant) => parisDate(instant) > day) ?? new Date(midnight);
}

/** A key's identifier, alone or at the beginning of the whole key, which is never repeated. */
export function keyId(text: string): string {
  const id = keyIdIn(text);
  if (id !== null) return id;
  throw new InvalidArgumentError(
    'ce n’est pas l’identifiant d’une clé (attendu : d47_live_ et 8 lettres ou chiffres, comme « hub keys list » les montre).',
  );
}
