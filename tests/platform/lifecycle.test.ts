import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../platform/env.ts';
import { startFailure } from '../../platform/lifecycle.ts';

describe('a process that cannot start', () => {
  it('because of its configuration says the faults, without a stack', () => {
    const message = 'Configuration refusée :\n- LGN_PORT (port d’écoute) : « abc », doit être un port.';
    expect(startFailure(new ConfigurationError(message))).toBe(message);
  });

  it('because its port is busy names the port and what to do', () => {
    const busy = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port: 4002, syscall: 'listen' });
    expect(startFailure(busy)).toBe(
      'Le port 4002 est déjà pris : arrêtez le programme qui l’occupe, ou choisissez-en un autre (variables …_PORT).',
    );
  });

  it('because its port is kept by the system says to take a higher one', () => {
    const refused = Object.assign(new Error('listen EACCES'), { code: 'EACCES', port: 80, syscall: 'listen' });
    expect(startFailure(refused)).toMatch(/^Le port 80 est réservé par le système.*1024/);
  });

  it('because it may not read a file does not blame a port', () => {
    const refused = Object.assign(new Error('EACCES: permission denied, open x'), { code: 'EACCES', syscall: 'open' });
    expect(startFailure(refused)).not.toContain('port');
  });

  it('because of a bug shows the whole error to its operator', () => {
    expect(startFailure(new TypeError('x is not a function'))).toMatch(/^TypeError: x is not a function\n +at /);
    expect(startFailure('thrown text')).toBe('thrown text');
  });
});
