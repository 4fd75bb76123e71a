/* text/en/model.ts - the words for what a model tells of itself.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { modelText as dutch } from '../nl/model.ts';
import { formatNumber } from './number.ts';

const titles: Record<string, string> = {
  mrp: 'The model: from survey to wijk',
  mismatch: 'The model: complaints and use together',
};

const labels: Record<string, string> = {
  bevolking: 'Source of the population',
  bevolkingJaar: 'Population of',
  respondenten: 'Completed surveys',
  nietGebruikt: 'Surveys not used',
  wijken: 'Number of wijken',
  zonderRespondenten: 'Wijken without completed surveys',
  zonderBuren: 'Wijken without neighbouring wijken',
  spreidingTussenWijken: 'Spread between wijken (logit)',
  ruimtelijkDeel: 'Share that goes with neighbouring wijken (0 to 1)',
  variatieInGewichten: 'Variation of the weights',
  dic: 'Measure of fit (DIC)',
  roosterpunten: 'Grid points',
  covariaten: 'Characteristics of the wijk in the model',
  weggelaten: 'Characteristics left out',
  modelTegenDirect: 'Model beside the survey itself, per gemeente',
  gemeente: 'Gemeente',
  verschil: 'Difference',
  z: 'Difference in standard errors',
  verschuiving: 'Shift (logit)',
  gebieden: 'Number of areas',
  sterk: 'Strong indication',
  mogelijk: 'Possible',
  opLijst: 'On the list',
  verwachtOnterecht: 'Expected to be on the list falsely',
  verwachtTerecht: 'Expected in all areas together',
};

const meanings: Record<string, string> = {
  modelTegenDirect:
    'For each gemeente, what the model says stands beside what the respondents of that gemeente themselves say. A difference of more than 2 standard errors is a reason to look at the model.',
};

const plain = (key: string): string => key.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

export const modelText: typeof dutch = {
  title: (name) => titles[name] ?? 'The model',
  label: (key) => labels[key] ?? plain(key),
  meaning: (key) => meanings[key] ?? '',
  value: (found, nameOf) => {
    if (typeof found === 'number') {
      return Number.isInteger(found) ? formatNumber(found, 0) : formatNumber(found, Math.abs(found) < 10 ? 3 : 1);
    }
    if (typeof found === 'string') {
      return nameOf(found) ?? found;
    }
    if (typeof found === 'boolean') {
      return found ? 'yes' : 'no';
    }
    if (Array.isArray(found) && found.every((item) => typeof item === 'string')) {
      return found.length === 0 ? 'none' : found.map((item) => nameOf(item) ?? item).join(', ');
    }
    return null;
  },
};
