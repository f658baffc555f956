import { isLive, type GivenKey, type KeyFacts, type ListedKey } from '../../gateway/keys/key-administration.ts';
import { parisDate } from '../../platform/calendar.ts';

const STATES = { live: 'en vigueur', expired: 'expirée', revoked: 'révoquée' } as const;

/** A key as `--json` shows it; days are those of Lot-et-Garonne. */
export function shownKey(key: ListedKey, now: Date) {
  const { id, partner, name, contact, quotaClass, origins, documents, lastUsedOn } = key;
  return {
    ...{ id, partner, name, contact, quotaClass, documents, origins, lastUsedOn },
    state: stateOf(key, now),
    createdOn: parisDate(key.createdAt),
    lastDay: lastDayOf(key),
    revokedOn: key.revokedAt === null ? null : parisDate(key.revokedAt),
  };
}

/** A key that has just been made, its text with it. */
export function shownGiven(given: GivenKey) {
  const { key, id, partner, quotaClass, origins, documents } = given;
  return { key, id, partner, quotaClass, documents, origins, lastDay: lastDayOf(given) };
}

export function givenText(given: GivenKey): string {
  const { key, id, partner, quotaClass, origins, documents } = given;
  return [
    `Clé de « ${partner} ». Elle n’est montrée qu’une fois et n’est gardée nulle part : remettez-la par un moyen sûr.`,
    '',
    `    ${key}`,
    '',
    `Identifiant      ${id}`,
    `Classe de quota  ${quotaClass}`,
    `Opérations       ${documents === 'any' ? 'toutes' : 'déclarées d’avance'}`,
    `Pages web        ${origins.length === 0 ? 'aucune : un programme qui n’en est pas une' : origins.join(', ')}`,
    `Dernier jour     ${lastDayOf(given) ?? 'aucun'}`,
    '',
    `Essai : curl http://127.0.0.1:${process.env['GATEWAY_PORT'] ?? 4000}/graphql -H "Content-Type: application/json" -H "X-API-Key: <clé>" -d '{"query":"{ __typename }"}'`,
  ].join('\n');
}

const COLUMNS = [
  'CLÉ',
  'PARTENAIRE',
  'ÉTAT',
  'CRÉÉE',
  'VUE',
  'DERNIER JOUR',
  'CLASSE',
  'OPÉRATIONS',
  'PAGES WEB',
  'CONTACT',
];

export function listText(keys: readonly ListedKey[], now: Date): string {
  if (keys.length === 0) return 'Aucune clé. Pour en créer une : « hub keys create <partenaire> ».';
  const rows = keys.map((key) => [
    key.id,
    key.partner,
    STATES[stateOf(key, now)],
    parisDate(key.createdAt),
    key.lastUsedOn ?? 'jamais',
    lastDayOf(key) ?? '—',
    key.quotaClass,
    key.documents === 'any' ? 'toutes' : 'déclarées',
    key.origins.join(' ') || '—',
    key.contact,
  ]);
  const widths = COLUMNS.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  return [COLUMNS, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function stateOf(key: ListedKey, now: Date): keyof typeof STATES {
  if (key.revokedAt !== null) return 'revoked';
  return isLive(key, now) ? 'live' : 'expired';
}

/** The last day on which it is accepted: it expires at the first instant of the next. */
function lastDayOf({ expiresAt }: Pick<KeyFacts, 'expiresAt'>): string | null {
  return expiresAt === null ? null : parisDate(new Date(expiresAt.getTime() - 1));
}
