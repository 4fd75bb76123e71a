/* peer_server.mjs - serves bench/web/peer/dist with Brotli, and hands what is asked of /api/ on to wijkscand as it is, so that
 * both pages have the same figures and outlines, as compressed.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { brotliCompressSync } from 'node:zlib';

const dist = new URL('peer/dist/', import.meta.url);
const mimes = { css: 'text/css', html: 'text/html; charset=utf-8', js: 'text/javascript' };

function fileAt(path) {
  const body = brotliCompressSync(readFileSync(new URL(path, dist)));
  return { body, headers: { 'Content-Type': mimes[path.split('.').at(-1)], 'Content-Encoding': 'br', 'Content-Length': body.length } };
}

/** Serves on a free port of this machine; base: of wijkscand.  Gives the server and its address. */
export function servePeer(base) {
  const files = new Map(readdirSync(new URL('assets/', dist)).map((name) => [`/assets/${name}`, fileAt(`assets/${name}`)]));
  const page = fileAt('index.html');
  const server = createServer((asked, reply) => {
    if (asked.url.startsWith('/api/')) {
      request(new URL(asked.url, base), { headers: { 'Accept-Encoding': 'br' } }, (answer) => {
        reply.writeHead(answer.statusCode, answer.headers);
        answer.pipe(reply);
      }).end();
      return;
    }
    const file = files.get(asked.url) ?? page;
    reply.writeHead(200, file.headers).end(file.body);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ server, address: `http://127.0.0.1:${server.address().port}` }));
  });
}
