// The floor: a `node:http` server that reads the request and sends the answer recorded for it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { bodyOf, send } from './recorded.js';

const records = new Map(
  JSON.parse(readFileSync(process.env.RECORDS_FILE, 'utf8')).map(({ body, answer }) => [body, answer]),
);
createServer((request, response) => {
  bodyOf(request, (body) => send(response, records.get(body)));
}).listen(Number(process.env.PORT), '127.0.0.1');
