import { readFileSync } from 'node:fs';
import { ROLE_LABELS } from '../../../platform/access/labels.ts';
import { ROLES, type Role } from '../../../platform/roles.ts';

/** What `docs/access.md` says: for each reserved field, the roles that may have it. */
export function accessTable(): ReadonlyMap<string, ReadonlySet<Role>> {
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
    fields.map((cells): [string, ReadonlySet<Role>] => {
      const allowed = columns.filter(([, column]) => cells[column] === 'oui').map(([role]) => role);
      return [(cells[0] ?? '').replaceAll('`', ''), new Set(allowed)];
    }),
  );
}
