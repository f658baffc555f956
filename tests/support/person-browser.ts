import { secret } from './leaks/secrets.ts';

/** A browser without scripts: it keeps cookies by origin, follows links back and forth, and fills forms. */
export interface PersonBrowser {
  readonly get: (url: string, headers?: Record<string, string>) => Promise<Seen>;
  readonly post: (url: string, form?: Record<string, string>, headers?: Record<string, string>) => Promise<Seen>;
  /** Goes where answers lead, until one is a page; gives the pages' addresses too. */
  readonly follow: (url: string, until?: (url: string) => boolean) => Promise<Seen>;
  /** Cookies for an origin: to read, to tamper with. */
  readonly cookies: (url: string) => Map<string, string>;
}

export interface Seen {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const MOST_STEPS = 12;

export function personBrowser(): PersonBrowser {
  const jars = new Map<string, Map<string, string>>();
  const cookies = (url: string) => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };
  const send = async (url: string, init: RequestInit): Promise<Seen> => {
    const jar = cookies(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...(init.headers as object) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  };
  const get: PersonBrowser['get'] = (url, headers = {}) => send(url, { headers });
  return {
    get,
    post: (url, form = {}, headers = { 'sec-fetch-site': 'same-origin' }) =>
      send(url, { method: 'POST', headers, body: new URLSearchParams(form) }),
    follow: async (url, until = () => false) => {
      let seen = await get(url);
      for (let steps = 0; steps < MOST_STEPS; steps += 1) {
        const location = seen.headers.get('location');
        if (location === null) return seen;
        const next = new URL(location, seen.url).href;
        for (const name of ['code', 'state']) noteParameter(next, name);
        if (until(next)) return { ...seen, url: next };
        seen = await get(next);
      }
      throw new Error(`Still redirected after ${MOST_STEPS} steps.`);
    },
    cookies,
  };
}

function noteParameter(url: string, name: string): void {
  const value = new URL(url).searchParams.get(name);
  if (value !== null) secret('token', value);
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const at = pair.indexOf('=');
  const isOver = attributes.some((one) => /^(max-age=0|expires=thu, 01 jan 1970)/i.test(one));
  if (isOver) jar.delete(pair.slice(0, at));
  else jar.set(pair.slice(0, at), secret('token', pair.slice(at + 1)));
}
