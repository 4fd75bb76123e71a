/* data/fileForms.ts - where the figures of an indicator stand as a file, with a server and without one.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
export const fileForms = ['xlsx', 'csv-nl', 'csv', 'json-stat'] as const;
export type FileForm = (typeof fileForms)[number];

const endings: Record<FileForm, string> = { xlsx: '.xlsx', 'csv-nl': '_excel.csv', csv: '.csv', 'json-stat': '.json' };

/** chosen: parameters of the request; a host of plain files has the whole alone. */
export function addressOfForm(
  isStatic: boolean,
  indicator: string,
  form: FileForm,
  chosen: Readonly<Record<string, string | undefined>>,
): string {
  if (isStatic) {
    return `/bestanden/${encodeURIComponent(indicator)}${endings[form]}`;
  }
  const query = new URLSearchParams({ opmaak: form });
  for (const [name, value] of Object.entries(chosen)) {
    if (value !== undefined) {
      query.set(name, value);
    }
  }
  return `/api/v1/indicatoren/${encodeURIComponent(indicator)}/waarden?${query.toString()}`;
}
