/* vite.config.js - the peer's page, built by the Vite of web/ into bench/web/peer/dist.
 * SPDX-License-Identifier: EUPL-1.2
 */
const names = { entryFileNames: 'assets/peer.js', chunkFileNames: 'assets/[name].js', assetFileNames: 'assets/[name][extname]' };

export default {
  root: import.meta.dirname,
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { output: names },
  },
  worker: { format: 'es', rolldownOptions: { output: { ...names, entryFileNames: 'assets/worker.js' } } },
};
