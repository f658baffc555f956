import { DEMONSTRATION_HOUSEHOLD } from '../demonstration/household.ts';
import type { Ports } from './programs.ts';

export interface Welcome {
  readonly ports: Ports;
  readonly counts: ReadonlyMap<string, number>;
  readonly demonstration: boolean;
  /** Whether `npm run token` gives tokens that this hub accepts. */
  readonly hasTokens: boolean;
  readonly logFolder: string;
  readonly startedInMs: number;
}

const QUESTION = `{ searchAddresses(query: "${DEMONSTRATION_HOUSEHOLD.search}", first: 1) { label address { premises {
  connectionAdvice { verdict }
  socialOffers { eligibility offer { name monthlyPriceCents } }
  nearestPlaces(first: 2) { name communeName phone } } } } }`;

/** What a person reads once the hub serves: addresses, what the data holds, three things to try. */
export function welcomeText(welcome: Welcome): string {
  const { ports, counts, demonstration, hasTokens, logFolder, startedInMs } = welcome;
  const hub = `http://${ports.gateway.host}:${ports.gateway.port}`;
  const seconds = (startedInMs / 1000).toLocaleString('fr-FR', { maximumFractionDigits: 1 });
  const held = [...counts].map(([kind, count]) => `  ${count.toLocaleString('fr-FR').padStart(9)}  ${kind}`);
  return [
    '',
    `Le hub est en service (${seconds} s). Ctrl-C l’arrête.`,
    '',
    `  Accueil       ${hub}/`,
    `  Explorateur   ${hub}/explorer`,
    `  API GraphQL   ${hub}/graphql`,
    `  État          ${hub}/ready`,
    ...(hasTokens ? ['  Jeton         npm run token -- advisor (ou un autre rôle ; développement seulement)'] : []),
    `  Journaux      ${logFolder}`,
    '',
    demonstration ? 'Données : démonstration (inventées, aux formats des producteurs)' : 'Données',
    ...held,
    '',
    ...(hasTokens ? trials(hub) : IN_PRODUCTION),
    '',
  ].join('\n');
}

function trials(hub: string): readonly string[] {
  return [
    'Trois choses à essayer',
    '  1. La question d’un foyer, répondue par trois organisations :',
    `     curl -s ${hub}/graphql -H 'content-type: application/json' -d '${JSON.stringify({ query: QUESTION.replaceAll(/\s+/g, ' ') })}'`,
    `  2. Les questions prêtes à lancer : ${hub}/explorer`,
    '  3. Importer un vrai fichier : npm run import -- places mes-lieux.csv --dry-run',
  ];
}

/** There, who shows no key and no token asks trusted documents alone, and the data is what is imported. */
const IN_PRODUCTION = [
  'En production',
  '  Importer les données : npm run import -- places mes-lieux.csv --dry-run',
  '  Documents acceptés sans clé : npm run hub -- documents list',
  '  Clé d’un partenaire : npm run hub -- keys create --help',
];
