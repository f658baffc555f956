import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDataFolder } from '../../cli/prepare/data-folder.ts';
import { takeLock } from '../../cli/start/lock.ts';
import { checkPorts } from '../../cli/start/ports.ts';
import { hubPorts } from '../../cli/start/programs.ts';
import { supervise, type Supervised } from '../../cli/start/supervised.ts';

const PROGRAMS = path.join(import.meta.dirname, 'programs');
let folder: string;
let running: Supervised | undefined;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hub-start-'));
});
afterEach(() => running?.stop());
afterAll(() => rm(folder, { recursive: true }));

function start(program: string, said: string[] = [], stopMs = 5000): Supervised {
  const log = path.join(folder, `${program}.log`);
  running = supervise(
    { name: program, file: path.join(PROGRAMS, `${program}.mjs`), env: {}, logFile: log },
    { say: (sentence) => said.push(sentence), backOffMs: [10, 30, 60], steadyMs: 600_000, stopMs, execArgv: [] },
  );
  return running;
}

describe('a process of the hub', () => {
  it('that dies is started again, later each time, and this is said in French', async () => {
    const said: string[] = [];
    await start('short-lived', said).ready;
    await until(() => said.filter((sentence) => sentence.includes('nouvel essai')).length >= 4);
    const waits = said.flatMap((sentence) => /nouvel essai dans ([\d,]+) s/.exec(sentence)?.[1] ?? []);
    expect(waits.slice(0, 4)).toEqual(['0,01', '0,03', '0,06', '0,06']);
    expect(said[0]).toContain('« short-lived » s’est arrêté (code 3)');
    expect(said).toContain('« short-lived » est de nouveau en service.');
  });

  it('that cannot start is not tried again, and gives its own reason', async () => {
    await expect(start('misconfigured').ready).rejects.toThrow(
      '« misconfigured » n’a pas démarré (code 1). Configuration refusée : LGN_PORT vaut « abc ».',
    );
  });

  it('stops when told to, and is not started again', async () => {
    const said: string[] = [];
    const steady = start('steady', said);
    await steady.ready;
    const pid = steady.pid();
    await steady.stop();
    expect(isAlive(pid)).toBe(false);
    expect(said).toEqual([]);
  });

  it('that takes no notice of being told to stop is killed', async () => {
    const stubborn = start('stubborn', [], 100);
    await stubborn.ready;
    const pid = stubborn.pid();
    await stubborn.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('does not outlive a supervisor that is killed with -9', async () => {
    const script = path.join(PROGRAMS, 'supervisor.ts');
    const parent = spawn(process.execPath, [
      '--import',
      'ts-blank-space/register',
      script,
      path.join(folder, 'orphan.log'),
    ]);
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await until(() => !isAlive(pid));
  });
});

describe('the ports', () => {
  it('a busy one is named with the variable that changes it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(checkPorts([{ host: '127.0.0.1', port, variable: 'LGN_PORT' }])).rejects.toThrow(
      `Le port ${port} (LGN_PORT) est déjà pris : arrêtez ce qui l’occupe, ou choisissez-en un autre`,
    );
    server.close();
    await once(server, 'close');
    await expect(checkPorts([{ host: '127.0.0.1', port, variable: 'LGN_PORT' }])).resolves.toBeUndefined();
  });

  it.each(['abc', '0', '70000', '40.5'])('GATEWAY_PORT=%s is refused before anything starts', (given) => {
    expect(() => hubPorts({ GATEWAY_PORT: given })).toThrow(`GATEWAY_PORT vaut « ${given} »`);
  });
});

describe('the data folder', () => {
  it('serves one hub at a time, and is free again once it is released', () => {
    const lock = takeLock(folder);
    expect(() => takeLock(folder, process.pid + 100_000)).toThrow(`Un hub tourne déjà sur « ${folder} » (processus`);
    lock.release();
    takeLock(folder).release();
  });

  it.each(['999999999', '', 'abc'])('is taken over from a hub that is gone (lock: "%s")', async (content) => {
    await writeFile(path.join(folder, 'hub.lock'), content);
    const lock = takeLock(folder);
    expect(await readFile(path.join(folder, 'hub.lock'), 'utf8')).toBe(String(process.pid));
    lock.release();
  });
});

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('the data folder', () => {
  it.each([
    ['that is a file', () => path.join(folder, 'a-file'), 'ne peut pas être lu et écrit'],
    ['under a file', () => path.join(folder, 'a-file', 'data'), 'ne peut pas être créé'],
    ['where nothing can be created', () => '/proc/hub', 'ne peut pas être créé'],
  ])('%s is refused in one sentence that names it', async (_kind, dataFolder, fault) => {
    await writeFile(path.join(folder, 'a-file'), '');
    expect(() => openDataFolder(dataFolder())).toThrow(`« ${dataFolder()} » ${fault}`);
  });

  it('that does not exist is created', async () => {
    const dataFolder = path.join(folder, 'new', 'data');
    openDataFolder(dataFolder);
    expect(await readdir(dataFolder)).toEqual([]);
  });
});
