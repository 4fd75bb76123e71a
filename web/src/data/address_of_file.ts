/* data/address_of_file.ts - where a site without a server (`wijkscan export site`) keeps the reply to a request.
 *
 * src/public/export/site_files.c says the same: "waarden?periode=2024&indicator=poh-ggz" stands in
 * "api/v1/waarden/indicator/poh-ggz/periode/2024.json", parameters by name, with all but letters, digits and hyphens as _XX.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
const encoder = new TextEncoder();

function word(text: string): string {
  return text.replace(/[^A-Za-z0-9-]/gu, (letter) =>
    [...encoder.encode(letter)].map((byte) => `_${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

/** path: of /api/v1, with its query. */
export function addressOfFile(path: string): string {
  const [resource = '', query = ''] = path.split('?');
  const parameters = [...new URLSearchParams(query)].sort(([a], [b]) => (a < b ? -1 : 1));
  return `/api/v1/${[resource, ...parameters.flat().map(word)].join('/')}.json`;
}
