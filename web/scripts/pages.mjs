// Installs what package-lock.json names if it is not installed, and builds the pages if a source is newer than they are.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const run = (...args) => execFileSync(npm, args, { cwd: web, stdio: 'inherit' });
const time = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);
const newest = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, time(join(entry.parentPath, entry.name))), 0);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`the pages need Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node.`);
  process.exit(1);
}

const installed = join(web, 'node_modules', '.package-lock.json');
if (time(installed) < time(join(web, 'package-lock.json'))) {
  run('ci', '--no-audit', '--no-fund', '--loglevel=error');
}

const stamp = join(web, 'target', 'pages-built');
const sources = Math.max(
  newest(join(web, 'src')),
  newest(join(web, 'scripts')),
  time(join(web, 'package-lock.json')),
  time(join(web, '../hub/src/main/resources/static/openapi.yaml')),
  time(join(web, '../edge/src/main/resources/static/openapi.yaml')),
);
if (time(stamp) < sources) {
  run('run', '--silent', 'build');
  writeFileSync(stamp, '');
}
