/** Calls back with a request's whole text. */
export function bodyOf(request, then) {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => {
    text += chunk;
  });
  request.on('end', () => then(text));
}

/** Sends a recorded answer; one that was not recorded is a 404. */
export function send(response, answer) {
  if (answer === undefined) {
    response.writeHead(404, { 'content-length': 0 }).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
  response.end(answer);
}
