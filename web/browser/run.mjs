// Drives both consoles in Chromium as a person would, in English and 中文, against a running platform.
// Usage: node browser/run.mjs PLATFORM.json SCREENSHOT_FOLDER   (PLATFORM.json: addresses and accounts, as the demo writes it)
import { readFileSync } from 'node:fs';
import { start } from './browser.mjs';
import { patients, reading, stewardship } from './edge.mjs';
import { console as hubConsole, wrongPassword } from './hub.mjs';

const [platformFile, folder] = process.argv.slice(2);
if (!platformFile || !folder) {
  console.error('needs a platform file and a folder for screenshots: node browser/run.mjs PLATFORM.json SCREENSHOT_FOLDER');
  process.exit(2);
}
const platform = JSON.parse(readFileSync(platformFile, 'utf8'));
const edge = platform.edges[0];
const person = await start(folder);
let names = [];

await person.journey('edge: patients are known there', async () => {
  names = (await Promise.all(platform.edges.map((each) => patients(person, each)))).flat();
  if (names.length === 0) throw new Error('no edge shows a patient');
});
for (const locale of ['en-GB', 'zh-CN']) {
  await person.journey(`hub: a wrong password is refused in a sentence, ${locale}`, () => wrongPassword(person, platform.hub, locale));
  await person.journey(`hub: every page, ${locale}`, () => hubConsole(person, platform, locale, names));
  await person.journey(`edge: a study is read and reviewed, ${locale}`, () => reading(person, edge, locale));
  await person.journey(`edge: what is held, data sets, tasks, ${locale}`, () => stewardship(person, edge, locale));
}
process.exit((await person.end()) ? 0 : 1);
