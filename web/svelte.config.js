// SPDX-License-Identifier: EUPL-1.2
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default { preprocess: vitePreprocess() };
