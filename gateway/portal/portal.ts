import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { namedOperations } from '../operations.ts';
import type { GatewaySettings } from '../settings.ts';
import type { Identity } from '../identity/identity.ts';
import type { Reception } from '../reception.ts';
import { guidesIn } from './guides.ts';
import { landingPage } from './landing-page.ts';
import { addLoginPages } from './login/add-login.ts';
import { openDesk } from './login/desk.ts';
import { CONTENT_SECURITY_POLICY, pageText } from './page.ts';
import { rightsPage } from './rights-page.ts';

const OWN_FILES = path.join(path.dirname(fileURLToPath(import.meta.url)), 'files');

/** The browser builds that the explorer needs, out of the installed packages. */
const LIBRARIES: Readonly<Record<string, string>> = {
  'graphiql.min.js': 'graphiql/graphiql.min.js',
  'graphiql.min.css': 'graphiql/graphiql.min.css',
  'react.js': 'react/umd/react.production.min.js',
  'react-dom.js': 'react-dom/umd/react-dom.production.min.js',
};

/** The pages for people: landing page, offline explorer, guides, and one's own where people can log in. */
export async function addPortal(
  app: FastifyInstance,
  settings: GatewaySettings,
  known: { readonly identity: Identity; readonly reception: Reception },
): Promise<void> {
  const desk = openDesk(settings, known);
  if (desk !== undefined) await addLoginPages(app, desk);
  await app.register(fastifyStatic, { root: OWN_FILES, prefix: '/portal/', index: false, setHeaders: protect });
  addLibraries(app);
  app.get('/', async (_request, reply) =>
    page(reply, landingPage({ guides: await guidesIn(settings.guidesFolder), login: loginKind(settings) })),
  );
  app.get('/droits', (_request, reply) => page(reply, pageText({ ...rightsPage(), hasAccounts: desk !== undefined })));
  app.get('/explorer', async (_request, reply) => page(reply, await explorerText(desk !== undefined)));
  app.get('/explorer/operations.json', () => namedOperations(settings.operationsFolder));
  app.get<{ Params: { name: string } }>('/guides/:name', async (request, reply) => {
    const guides = await guidesIn(settings.guidesFolder);
    const guide = guides.find(({ file }) => file === request.params.name);
    if (guide !== undefined) return reply.type('text/plain; charset=utf-8').send(guide.text);
    reply.callNotFound();
    return reply;
  });
}

function loginKind({ login, developmentKeys }: GatewaySettings): 'account' | 'trial' | 'none' {
  if (login !== undefined) return 'account';
  return developmentKeys === undefined ? 'none' : 'trial';
}

/** The explorer; where people can log in, it asks who does. */
async function explorerText(hasAccounts: boolean): Promise<string> {
  const text = await readFile(path.join(OWN_FILES, 'explorer.html'), 'utf8');
  return hasAccounts ? text.replace('<body class="explorer">', '<body class="explorer" data-accounts>') : text;
}

function addLibraries(app: FastifyInstance): void {
  const { resolve } = createRequire(import.meta.url);
  for (const [name, file] of Object.entries(LIBRARIES)) {
    const [packageName = '', ...rest] = file.split('/');
    const folder = path.dirname(resolve(`${packageName}/package.json`));
    app.get(`/portal/lib/${name}`, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=86400').sendFile(path.join(...rest), folder),
    );
  }
}

function page(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(html);
}

function protect(reply: { header: (name: string, value: string) => unknown }): void {
  reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
}
