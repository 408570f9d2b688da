// Builds both consoles into the folders from which the hub and the edge serve them.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
for (const server of ['hub', 'edge']) {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(web, 'src', server),
    base: './',
    plugins: [react()],
    build: {
      outDir: join(web, 'target/classes/META-INF/resources', server),
      emptyOutDir: true,
      chunkSizeWarningLimit: 1500,
      modulePreload: { polyfill: false },
    },
  });
}
