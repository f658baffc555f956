// Loaded by NODE_OPTIONS=--import in each process of a hub: SIGUSR2 starts a profile of its processor time, another one
// ends it and writes it to $PROFILE_FOLDER, in the format that Chrome's tools and speedscope.app read. Plain JavaScript,
// because it runs before the loader of TypeScript.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import path from 'node:path';

const folder = process.env['PROFILE_FOLDER'];
const program = /(gateway|lgn|department|operators)[\\/]server\.[jt]s$/.exec(process.argv[1] ?? '')?.[1];

if (folder !== undefined && program !== undefined) {
  const session = new Session();
  session.connect();
  let isRunning = false;
  process.on('SIGUSR2', async () => {
    isRunning = !isRunning;
    if (isRunning) {
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: 500 });
      await session.post('Profiler.start');
      return;
    }
    const { profile } = await session.post('Profiler.stop');
    writeFileSync(path.join(folder, `${program}.cpuprofile`), JSON.stringify(profile));
  });
}
