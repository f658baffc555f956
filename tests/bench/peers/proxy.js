// The floor of any gateway that makes these fetches: it sends the recorded fetches, level after level, reads their
// answers, and sends the recorded answer.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Pool } from 'undici';
import { bodyOf, send } from './recorded.js';

const records = new Map(
  JSON.parse(readFileSync(process.env.RECORDS_FILE, 'utf8')).map((record) => [record.body, record]),
);
const pools = new Map();

function poolOf(origin) {
  if (!pools.has(origin)) pools.set(origin, new Pool(origin, { connections: 64 }));
  return pools.get(origin);
}

const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

async function fetched({ origin, path, body }) {
  const answer = await poolOf(origin).request({ path, method: 'POST', headers: HEADERS, body });
  return answer.body.arrayBuffer();
}

async function relay(record, response) {
  for (const level of record?.levels ?? []) await Promise.all(level.map(fetched));
  send(response, record?.answer);
}

createServer((request, response) => {
  bodyOf(request, (body) => void relay(records.get(body), response));
}).listen(Number(process.env.PORT), '127.0.0.1');
