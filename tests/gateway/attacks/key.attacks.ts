import { newKeyText } from '../../../gateway/keys/key-text.ts';
import { asking, type Attack } from './attack.ts';

const QUESTION = asking('{ communes { name } }');
const KEY = newKeyText();

/** Texts that are no key: refused without being looked for, whoever else the request says it comes from. */
const MALFORMED: Readonly<Record<string, string>> = {
  nothing: '',
  'a word': 'admin',
  'the beginning of a key': KEY.slice(0, 30),
  'a key and something more': `${KEY}0`,
  'a key with a character changed': `${KEY.slice(0, 20)}${KEY[20] === '0' ? '1' : '0'}${KEY.slice(21)}`,
  'two keys': `${KEY}, ${KEY}`,
  'the name of a prototype': '__proto__',
  'the name of a function of objects': 'constructor',
  'a piece of SQL': "' OR '1'='1' --",
  'a pattern that matches anything': 'd47_live_%',
  'a text as long as a header may be': 'd47_live_'.padEnd(6000, 'A'),
  'letters that are not ASCII': 'd47_live_éèà',
};

export const KEYS: readonly Attack[] = [
  ...Object.entries(MALFORMED).map(([name, key]) => ({
    name: `as a key, ${name}`,
    headers: { 'x-api-key': key },
    ...QUESTION,
    status: 401,
    code: 'KEY_INVALID',
  })),
  {
    name: 'a well-formed key, to a gateway that cannot verify any',
    headers: { 'x-api-key': KEY },
    ...QUESTION,
    status: 503,
    code: 'KEYS_UNAVAILABLE',
  },
  {
    name: 'a key in the place of a token',
    headers: { authorization: `Bearer ${KEY}` },
    ...QUESTION,
    status: 401,
    code: 'TOKEN_INVALID',
  },
  {
    name: 'a word as a key, behind nobody’s name',
    headers: { 'x-api-key': 'admin', 'x-partner-id': 'maif', 'hub-actor': '{"kind":"partner"}' },
    ...QUESTION,
    status: 401,
    code: 'KEY_INVALID',
  },
  {
    name: 'a key in a cookie, which is read by nobody',
    headers: { cookie: `x-api-key=${KEY}` },
    ...QUESTION,
    status: 200,
    code: null,
  },
];
