/* main.ts - starts the pages.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { mount } from 'svelte';

import App from './App.svelte';
import './style/tokens.css';
import './style/base.css';
import './style/print.css';

const target = document.getElementById('app');
if (target === null) {
  throw new Error('index.html holds no element with id "app"');
}
mount(App, { target });
