/* main.ts - starts the pages.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { mount } from 'svelte';

import App from './App.svelte';
// The order of the style sheets is their cascade.
import './style/tokens.css';
import './style/dark.css';
import './style/base.css';
import './style/frame.css';
import './style/search.css';
import './style/controls.css';
import './style/values.css';
import './style/verdict.css';
import './style/profile.css';
import './style/text.css';
import './style/pages.css';
import './style/compare.css';
import './style/ages.css';
import './style/course.css';
import './style/start.css';
import './style/tour.css';
import './style/gaps.css';
import './style/gate.css';
import './style/narrow.css';
import './style/modes.css';
import './style/print.css';
import './style/print_profile.css';

const target = document.getElementById('app');
if (target === null) {
  throw new Error('index.html holds no element with id "app"');
}
mount(App, { target });
