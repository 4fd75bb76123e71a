/* vite.config.ts - one script, one style sheet, fixed names: the server embeds the files by name.
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
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: false,
        entryFileNames: 'assets/app.js',
        assetFileNames: 'assets/app[extname]',
      },
    },
  },
  server: { proxy: { '/api': process.env['WKS_BASE_URL'] ?? 'http://127.0.0.1:8080' } },
});
