import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, getNamedType, isInterfaceType, isObjectType, parse } from 'graphql';
import { readSupergraphSdl } from '../gateway/authorisation/stripped.ts';
import { grantsOf, POLICIES, POLICY_NAMES, type PolicyName } from '../platform/access/grants.ts';
import { POLICY_LABELS, ROLE_LABELS, SCOPE_LABELS } from '../platform/access/labels.ts';
import { allOf, isGranted, requirementSentence, type Requirement } from '../platform/access/requirement.ts';
import { ROLE_SCOPES, ROLES, SCOPES, type Role } from '../platform/roles.ts';

const ROOT = resolve(import.meta.dirname, '..');
const PAGE = resolve(ROOT, 'docs', 'access.md');
const SUPERGRAPH = resolve(ROOT, 'schema', 'supergraph.graphql');

/** Every field of the public API, `Type.field`, with what it asks: its own rule, its type's and that of what it gives. */
export function fieldRequirements(supergraphSdl: string): ReadonlyMap<string, Requirement> {
  const { requirements } = readSupergraphSdl(supergraphSdl, POLICY_NAMES);
  const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(supergraphSdl)));
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = types
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));
  return new Map(
    fields
      .map(({ type, field }): [string, Requirement] => {
        const given = requirements.ofType(getNamedType(field.type).name);
        const own = requirements.ofField(type.name, field.name);
        return [`${type.name}.${field.name}`, allOf(requirements.ofType(type.name), own, given)];
      })
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** The page that says who can do what, in French, from the code's roles and the supergraph's declarations. */
export function accessPage(supergraphSdl: string): string {
  const fields = fieldRequirements(supergraphSdl);
  const reserved = [...fields].filter(([, requirement]) => requirement.length > 0);
  const roles = ROLES.map((role) => ROLE_LABELS[role]);
  return [
    '# Qui peut faire quoi',
    '',
    '<!-- Page générée par « npm run access » : elle vient des rôles (platform/roles.ts) et des schémas, ne la modifiez pas. -->',
    '',
    `Des ${fields.size} champs du graphe, ${fields.size - reserved.length} sont publics : chacun les lit, sans jeton. Les`,
    `${reserved.length} autres sont réservés. Un champ réservé que l’on n’a pas le droit de lire vaut \`null\`, avec une erreur`,
    '`UNAUTHORIZED_FIELD_OR_TYPE` à sa place ; rien n’est lu pour lui, et le reste de la demande est servi. Chaque organisation',
    'vérifie de nouveau le droit avant de répondre.',
    '',
    '## Droits de chaque rôle',
    '',
    'Une personne a les droits de ses rôles, et eux seuls ; sans jeton, on n’en a aucun.',
    '',
    ...table(
      ['Droit', 'Il permet de', ...roles],
      SCOPES.map((scope) => [
        `\`${scope}\``,
        `${SCOPE_LABELS[scope]}${isAsked(scope, reserved) ? '' : ' (aucun champ ne le demande encore)'}`,
        ...ROLES.map((role) => yes(ROLE_SCOPES[role].includes(scope))),
      ]),
    ),
    '',
    '## Champs réservés',
    '',
    ...table(
      ['Champ', 'Il faut', ...roles],
      reserved.map(([coordinate, requirement]) => [
        `\`${coordinate}\``,
        requirementSentence(requirement),
        ...ROLES.map((role) => yes(isGranted(requirement, grantsOfRole(role)))),
      ]),
    ),
    '',
    '## Ce que chaque organisation vérifie de plus',
    '',
    '- Une offre ne se modifie que par l’organisation qui la propose.',
    '- Un lieu se confirme et se corrige par l’organisation qui le tient (son SIRET, ou son identifiant dans le graphe) et par le Département.',
    '- Les chiffres d’un EPCI qui comptent des foyers ne se lisent que par ses agents, par le Département et par l’administrateur.',
    '- Un chiffre de moins de 5 foyers n’est pas donné, ni ce qui permettrait de le retrouver par soustraction.',
    '',
    '## Règles nommées',
    '',
    'Un champ peut aussi demander, par `@policy`, une règle que la passerelle vérifie de la personne avant de rien demander.',
    'Les tableaux supposent la personne rattachée à son organisation ou à son EPCI. Un schéma qui nomme une autre règle que',
    'celles-ci n’est pas chargé.',
    '',
    ...table(
      ['Règle', 'Elle demande de'],
      (Object.keys(POLICIES) as PolicyName[]).map((name) => [`\`${name}\``, POLICY_LABELS[name]]),
    ),
    '',
  ].join('\n');
}

/** What a person of one role has, attached to an organisation and, where the role is of an EPCI, to one. */
function grantsOfRole(role: Role) {
  return grantsOf({
    kind: 'person',
    id: role,
    organisationSiret: null,
    organisationId: 'organisation',
    roles: [role],
    epciSirens: role === 'epci-staff' ? ['200068930'] : [],
    scopes: ROLE_SCOPES[role],
  });
}

function isAsked(scope: string, reserved: readonly (readonly [string, Requirement])[]): boolean {
  const asked = reserved.flatMap(([, requirement]) => requirement);
  return asked.some((condition) => condition.kind === 'scopes' && condition.anyOf.flat().includes(scope));
}

const yes = (is: boolean): string => (is ? 'oui' : 'non');

/** A table whose columns are aligned. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}

/**
 * Writes `docs/access.md`, or only compares it.
 *
 * @returns whether the page was not up to date.
 */
export async function writeAccessPage({ check = false }: { check?: boolean } = {}): Promise<boolean> {
  const page = accessPage(await readFile(SUPERGRAPH, 'utf8'));
  const known = await readFile(PAGE, 'utf8').catch(() => '');
  if (known !== page && !check) await writeFile(PAGE, page);
  return known !== page;
}
