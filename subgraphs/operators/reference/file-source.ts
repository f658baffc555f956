import { escapeLiteral } from 'pg';

/** The rows of the same source's former file: what a new file of that source replaces. */
export function sameFileSource({ source }: { readonly source: string }): string {
  return `t.file_source = ${escapeLiteral(source)}`;
}
