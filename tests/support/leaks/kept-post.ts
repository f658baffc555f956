import { keepErrors } from './kept.ts';
import { noteQuestion } from './secrets.ts';

export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Asks a question over HTTP, as any client would; notes what it sends, and keeps the errors that it is told. */
export async function keptPost(url: string, body: object, headers: Record<string, string> = {}): Promise<Posted> {
  noteQuestion({ ...body, headers });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  keepErrors(text);
  return { status: response.status, headers: response.headers, text };
}
