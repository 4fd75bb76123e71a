/* vite.config.ts - the first page in one script, every other page in a script of its own, one style sheet.
 * The names are fixed: the server embeds the files by name.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  base: '/',
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/app.js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/app[extname]',
      },
    },
  },
  server: { proxy: { '/api': process.env['WKS_BASE_URL'] ?? 'http://127.0.0.1:8080' } },
});
