import { describe, expect, it } from '@jest/globals';
import { AnswerReader, type Progress } from '../../../gateway/transport/answer-reader.ts';

/** What is read of the bytes on the wire when they come in pieces of some length. */
function read(wire: string, pieceLength: number) {
  const heads: [number, object][] = [];
  let body = '';
  const reader = new AnswerReader({
    head: (status, headers) => heads.push([status, { ...headers }]),
    data: (bytes) => {
      body += bytes.toString('latin1');
    },
  });
  reader.begin();
  let progress: Progress = 'more';
  for (let at = 0; at < wire.length && progress === 'more'; at += pieceLength) {
    // The buffer is written over after each piece, as a socket's is.
    const piece = Buffer.from(wire.slice(at, at + pieceLength), 'latin1');
    progress = reader.read(piece);
    piece.fill(0);
  }
  return { heads, body, progress, isEndedByClosing: reader.isEndedByClosing() };
}

const PIECES = [1, 2, 3, 7, 64, 100_000];
const head = (more: string, status = '200 OK') => `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\n${more}\r\n`;
const chunked = head('Transfer-Encoding: chunked\r\n');

describe.each(PIECES)('an answer that comes by pieces of %d bytes', (length) => {
  it.each<[string, string, string, Progress]>([
    ['of a declared length', `${head('content-length: 7\r\n')}{"a":1}`, '{"a":1}', 'whole'],
    ['without body', head('content-length: 0\r\n'), '', 'whole'],
    ['followed by bytes of nobody', `${head('content-length: 2\r\n')}{}x`, '{}', length === 1 ? 'whole' : 'whole-last'],
    ['whose connection is to be closed', `${head('content-length: 2\r\nConnection: Close\r\n')}{}`, '{}', 'whole-last'],
    [
      'after another that only informs',
      `HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${head('content-length: 2\r\n')}{}`,
      '{}',
      'whole',
    ],
    ['of status 204', head('', '204 No Content'), '', 'whole'],
    ['of HTTP/1.0', `HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\n{}`, '{}', 'whole-last'],
    ['in chunks', `${chunked}3\r\n{"a\r\n4;x=y\r\n":1}\r\n0\r\n\r\n`, '{"a":1}', 'whole'],
    ['in chunks, with a trailer', `${chunked}A\r\n0123456789\r\n00\r\ndigest: x\r\n\r\n`, '0123456789', 'whole'],
    ['in chunks, one of which holds line ends', `${chunked}4\r\n\r\n\r\n\r\n0\r\n\r\n`, '\r\n\r\n', 'whole'],
  ])('%s is read', (_what, wire, body, progress) => {
    // Of two bytes that come together, the second is seen with the first.
    const expected = wire.endsWith('x') && wire.length % length === 1 ? 'whole' : progress;
    expect(read(wire, length)).toMatchObject({ body, progress: expected });
  });

  it('and that declares no length goes on until the connection ends', () => {
    expect(read(`${head('')}{"a":1}`, length)).toMatchObject({
      body: '{"a":1}',
      progress: 'more',
      isEndedByClosing: true,
    });
  });

  it.each([
    ['a length twice', head('content-length: 2\r\ncontent-length: 2\r\n')],
    ['a length that is no number', head('content-length: 0x10\r\n')],
    ['a negative length', head('content-length: -1\r\n')],
    ['a length and chunks', head('content-length: 2\r\ntransfer-encoding: chunked\r\n')],
    ['another encoding than chunks', head('transfer-encoding: gzip, chunked\r\n')],
    ['a space before the colon', head('content-length : 2\r\n')],
    ['a folded header', head('x: a\r\n b\r\ncontent-length: 2\r\n')],
    ['a header without name', head(': x\r\ncontent-length: 2\r\n')],
    ['a bare line feed', 'HTTP/1.1 200 OK\ncontent-length: 2\n\n{}\r\n\r\n'],
    ['a control character', head('x: a\u0000b\r\ncontent-length: 2\r\n')],
    ['another protocol', `HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n`],
    ['another version', `HTTP/2 200 OK\r\n\r\n`],
    ['a status of two digits', `HTTP/1.1 20 OK\r\n\r\n`],
    ['a chunk without size', `${chunked}\r\n{}\r\n0\r\n\r\n`],
    ['a chunk of a size that is no number', `${chunked}0x2\r\n{}\r\n0\r\n\r\n`],
    ['a chunk longer than its size', `${chunked}1\r\n{}\r\n0\r\n\r\n`],
    ['a chunk ended by a bare line feed', `${chunked}2\r\n{}\n0\r\n\r\n`],
    ['a chunk of a size beyond any', `${chunked}FFFFFFFFFF\r\n`],
  ])('with %s is not HTTP', (_what, wire) => {
    expect(read(`${wire}{}`, length).progress).toBe('not-http');
  });
});
