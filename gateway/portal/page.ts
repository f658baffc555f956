import type { FastifyReply } from 'fastify';

/** Everything comes from our own origin: the pages work with no access to the internet, and no other site learns of a visit. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export interface Page {
  readonly title: string;
  /** HTML whose every value went through `escaped`. */
  readonly main: string;
  /** Whether people can log in here; they can on any page that does not say otherwise. */
  readonly hasAccounts?: boolean;
}

/** A page for people, in the hub's dress: heading, ways out, one `h1` in `main`. */
export function pageText({ title, main, hasAccounts = true }: Page): string {
  return `<!doctype html>
<html lang="fr">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escaped(title)} · Hub Déclic47</title>
    <link rel="icon" href="/portal/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/portal/portal.css" />
  </head>
  <body class="sheet">
    <a class="skip" href="#contenu">Aller au contenu</a>
    <header>
      <a class="brand" href="/"><img src="/portal/icon.svg" alt="" width="28" height="28" />Hub Déclic47</a>
      <nav aria-label="Pages du hub">
        <a href="/explorer">Explorateur</a>
        ${hasAccounts ? '<a href="/mon-espace">Mon espace</a>' : ''}
      </nav>
    </header>
    <main id="contenu">
${main}
    </main>
  </body>
</html>
`;
}

/** Sends a page that only this person may see: kept nowhere, and asked for again by the browser's back button. */
export function sendPrivatePage(reply: FastifyReply, page: Page, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(pageText(page));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A value as text of a page, or of an attribute between quotes. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
