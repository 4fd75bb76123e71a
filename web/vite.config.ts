/* vite.config.ts - the first page in one script, every other page in a script of its own, one style sheet.
 * The names are fixed: the server embeds the files by name.
 *
 * The pages are built once for each language: `--mode en` makes what stands under /en/, of the same sources with the
 * texts of src/text/en in place of src/text/nl (the "imports" of package.json).
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defaultClientConditions, defineConfig } from 'vite';

/* What most pages share goes into one script: a small file more costs a slow line more than the bytes that a page does not use.
 * The first page needs none of it. */
const shared = new RegExp(
  [
    'parts/(Choice|Downloads|EmbedCode|ItemNote|ModelNote|SavePicture|SignalMark|SortHead|TestLine|VerdictSign|VerdictWords)\\.svelte$',
    'map/(Swatch\\.svelte|classes\\.ts|paint\\.ts)$',
    'data/(nameOrder|overview|rows|ticks)\\.ts$',
    'parts/scroll\\.ts$',
    'text/(nl|en)/(mark|model)\\.ts$',
  ].join('|'),
);

export default defineConfig(({ mode }) => {
  const isEnglish = mode === 'en';
  const scripts = isEnglish ? 'assets/en' : 'assets';
  return {
    plugins: [svelte()],
    base: '/',
    resolve: { conditions: [...(isEnglish ? ['english'] : []), ...defaultClientConditions] },
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: !isEnglish,
      copyPublicDir: !isEnglish,
      cssCodeSplit: false,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: {
        input: isEnglish ? 'en/index.html' : 'index.html',
        output: {
          entryFileNames: `${scripts}/app.js`,
          chunkFileNames: `${scripts}/[name].js`,
          codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: 'parts', test: shared }] },
          // One style sheet for both: it holds no words.
          assetFileNames: 'assets/app[extname]',
        },
      },
    },
    server: { proxy: { '/api': process.env['WKS_BASE_URL'] ?? 'http://127.0.0.1:8080' } },
  };
});
