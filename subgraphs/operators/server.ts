import { openCallers } from '../../platform/internal-token/settings.ts';
import { openNotifications } from '../../platform/live/notifications.ts';
import { runProcess } from '../../platform/lifecycle.ts';
import { createLogger } from '../../platform/log.ts';
import { mercuriusServer } from '../../platform/serve-mercurius.ts';
import { openPublications } from '../../platform/publication/publications.ts';
import { createContext } from './context.ts';
import { openDatabase } from './database.ts';
import { readSubgraphEnv } from './env.ts';
import { schema } from './schema.ts';

await runProcess(async () => {
  const env = readSubgraphEnv();
  const log = createLogger('operators', env.logLevel);
  const { prisma, sql, close } = openDatabase(env.databaseUrl);
  const publications = openPublications(env.databaseUrl);
  const notifications = openNotifications(env.databaseUrl);
  const { callers, close: closeCallers } = openCallers('operators', env, log);
  const app = await mercuriusServer({
    schema,
    log,
    callers,
    publications,
    notifications,
    isReady: () => sql.query('SELECT 1'),
    contextOf: (actor) => createContext({ prisma, sql, actor, now: new Date() }),
  });
  await app.listen({ host: env.host, port: env.port });
  log.info({ event: 'started', port: env.port });
  return async () => {
    await app.close();
    await publications.close();
    await notifications.close();
    closeCallers();
    await close();
  };
});
