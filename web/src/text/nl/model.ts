/* text/nl/model.ts - the words for what a model tells of itself.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { formatNumber } from './number.ts';

const titles: Record<string, string> = {
  mrp: 'Het model: van enquête naar wijk',
  mismatch: 'Het model: klachten en gebruik samen',
};

const labels: Record<string, string> = {
  bevolking: 'Bron van de bevolking',
  bevolkingJaar: 'Bevolking van',
  respondenten: 'Ingevulde enquêtes',
  nietGebruikt: 'Niet gebruikte enquêtes',
  wijken: 'Aantal wijken',
  zonderRespondenten: 'Wijken zonder ingevulde enquêtes',
  zonderBuren: 'Wijken zonder buurwijken',
  spreidingTussenWijken: 'Spreiding tussen wijken (logit)',
  ruimtelijkDeel: 'Deel dat met buurwijken samenhangt (0 tot 1)',
  variatieInGewichten: 'Variatie in de gewichten',
  dic: 'Maat voor de passing (DIC)',
  roosterpunten: 'Rekenpunten',
  covariaten: 'Kenmerken van de wijk in het model',
  weggelaten: 'Weggelaten kenmerken',
  modelTegenDirect: 'Model naast de enquête zelf, per gemeente',
  gemeente: 'Gemeente',
  verschil: 'Verschil',
  z: 'Verschil in standaardfouten',
  verschuiving: 'Verschuiving (logit)',
  gebieden: 'Aantal gebieden',
  sterk: 'Sterke aanwijzing',
  mogelijk: 'Mogelijk',
  opLijst: 'Op de lijst',
  verwachtOnterecht: 'Naar verwachting onterecht op de lijst',
  verwachtTerecht: 'Naar verwachting in alle gebieden samen',
};

const meanings: Record<string, string> = {
  modelTegenDirect:
    'Per gemeente staat wat het model zegt naast wat de respondenten van die gemeente zelf zeggen. Een verschil van meer dan 2 standaardfouten is een reden om naar het model te kijken.',
};

const plain = (key: string): string => key.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** A number with the decimals it needs; a list of names in words; null for what needs a table. */
function value(found: unknown, nameOf: (id: string) => string | undefined): string | null {
  if (typeof found === 'number') {
    return Number.isInteger(found) ? formatNumber(found, 0) : formatNumber(found, Math.abs(found) < 10 ? 3 : 1);
  }
  if (typeof found === 'string') {
    return nameOf(found) ?? found;
  }
  if (typeof found === 'boolean') {
    return found ? 'ja' : 'nee';
  }
  if (Array.isArray(found) && found.every((item) => typeof item === 'string')) {
    return found.length === 0 ? 'geen' : found.map((item) => nameOf(item) ?? item).join(', ');
  }
  return null;
}

export const modelText = {
  title: (name: string) => titles[name] ?? 'Het model',
  label: (key: string) => labels[key] ?? plain(key),
  meaning: (key: string) => meanings[key] ?? '',
  value,
};
