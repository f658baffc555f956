import { readFileSync } from 'node:fs';
import { ROLE_LABELS } from '../../../platform/access/labels.ts';
import { ROLES, type Role } from '../../../platform/roles.ts';

/** What `docs/access.md` says of a reserved field. */
export interface ReservedField {
  /** Who may have it, attached to an organisation or an EPCI. */
  readonly roles: ReadonlySet<Role>;
  /** Whether a rule by name (`@policy`) is asked too: a right alone is not enough. */
  readonly hasPolicy: boolean;
}

/** What `docs/access.md` says, by field. */
export function accessTable(): ReadonlyMap<string, ReservedField> {
  const [, section = ''] = readFileSync('docs/access.md', 'utf8').split('## Champs réservés');
  const [table = ''] = section.split('\n## ');
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [head = [], , ...fields] = rows;
  const columns = ROLES.map((role) => [role, head.indexOf(ROLE_LABELS[role])] as const);
  return new Map(
    fields.map((cells): [string, ReservedField] => {
      const roles = new Set(columns.filter(([, column]) => cells[column] === 'oui').map(([role]) => role));
      return [(cells[0] ?? '').replaceAll('`', ''), { roles, hasPolicy: (cells[1] ?? '').includes('la règle') }];
    }),
  );
}
