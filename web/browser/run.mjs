// Drives both consoles in Chromium as a person would, in English and 中文, against a running platform.
// Usage: node browser/run.mjs PLATFORM.json SCREENSHOT_FOLDER   (PLATFORM.json: addresses and accounts, as the demo writes it)
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const [platformFile, folder] = process.argv.slice(2);
const platform = JSON.parse(readFileSync(platformFile, 'utf8'));
mkdirSync(folder, { recursive: true });

function browserPath() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  for (const place of process.env.PATH.split(delimiter)) {
    for (const name of names) if (existsSync(join(place, name))) return join(place, name);
  }
  throw new Error('Chromium is not installed');
}

const browser = await chromium.launch({
  executablePath: browserPath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});
const faults = [];
let passed = 0;

async function open(address, account, locale) {
  const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${address}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) faults.push(`${address}: ${message.text()}`);
  });
  await page.goto(address);
  await page.locator('input[name=username]').fill(account.username);
  await page.locator('input[name=password]').fill(account.password);
  await page.locator('button[type=submit]').click();
  await page.locator('nav').waitFor();
  return page;
}

async function journey(name, steps) {
  try {
    await steps();
    passed++;
    console.log(`ok   ${name}`);
  } catch (error) {
    faults.push(`${name}: ${error.message}`);
    console.log(`FAIL ${name}: ${error.message}`);
  }
}

const shot = (page, name) => page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
const go = async (page, title) => {
  await page.getByRole('navigation').getByRole('link', { name: title, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
};
const hub = platform.hub;
const edge = platform.edges[0];

await journey('a wrong password is refused in a sentence', async () => {
  const page = await browser.newPage();
  await page.goto(hub.address);
  await page.locator('input[name=username]').fill('nobody');
  await page.locator('input[name=password]').fill('nothing');
  await page.locator('button[type=submit]').click();
  await page.getByRole('alert').waitFor();
  await shot(page, 'hub-login');
});

for (const [locale, words] of [
  ['en-GB', { sites: 'Hospitals', datasets: 'Data sets', jobs: 'Training', packages: 'Models', releases: 'Releases', results: 'Results', lineage: 'Lineage', report: 'Report' }],
  ['zh-CN', { sites: '医院', datasets: '数据集', jobs: '训练', packages: '模型', releases: '发布', results: '结果', lineage: '溯源', report: '报告' }],
]) {
  const suffix = locale.slice(0, 2);
  await journey(`hub console, ${locale}`, async () => {
    const page = await open(hub.address, hub.account, locale);
    await page.getByRole('heading', { level: 1, name: words.sites }).waitFor();
    for (const each of platform.edges) await page.getByText(each.site, { exact: true }).first().waitFor();
    await shot(page, `hub-sites-${suffix}`);
    await go(page, words.datasets);
    assert.equal(await page.locator('tbody tr').count(), platform.edges.length);
    await shot(page, `hub-datasets-${suffix}`);
    await go(page, words.jobs);
    await page.getByRole('link', { name: 'chest-federated' }).click();
    await page.locator('.chart canvas').waitFor();
    assert.ok((await page.locator('tbody tr').count()) >= 1, 'rounds are listed');
    await page.waitForTimeout(1200);
    await shot(page, `hub-training-${suffix}`);
    await go(page, words.packages);
    await page.getByRole('link', { name: words.report, exact: true }).first().click();
    await page.frameLocator('iframe.report').locator('body').waitFor();
    await shot(page, `hub-packages-${suffix}`);
    await go(page, words.releases);
    await page.getByText('running').first().waitFor();
    await shot(page, `hub-releases-${suffix}`);
    await go(page, words.results);
    await page.locator('.chart canvas').waitFor();
    await page.waitForTimeout(1200);
    await shot(page, `hub-results-${suffix}`);
    await go(page, words.releases);
    await page.locator('a.digest').first().click();
    await page.locator('.tree li').nth(3).waitFor();
    assert.equal(await page.locator('.tree .badge.bad').count(), 0, 'no step of the lineage is missing');
    await shot(page, `hub-lineage-${suffix}`);
    assert.equal(await page.locator('img[data-testid=radiograph]').count(), 0, 'the hub shows no image');
    await page.context().close();
  });
}

await journey('edge: read a study and agree', async () => {
  const page = await open(edge.address, edge.radiologist, 'en-GB');
  await go(page, 'Studies');
  await page.locator('tbody tr').filter({ has: page.locator('.badge.good, .badge.bad') }).first().waitFor();
  await shot(page, 'edge-studies-en');
  await page.locator('tbody tr').filter({ has: page.locator('.badge.good, .badge.bad') }).first().locator('a').click();
  await page.locator('img[data-testid=radiograph]').waitFor();
  await page.getByRole('button', { name: 'Agree', exact: true }).click();
  await page.getByTestId('review').filter({ hasText: 'agreed' }).waitFor();
  await shot(page, 'edge-reading-en');
  await page.locator('main').getByRole('link', { name: 'Lineage', exact: true }).click();
  await page.locator('.tree li').nth(4).waitFor();
  assert.equal(await page.locator('.tree .badge.bad').count(), 0, 'no step of the lineage is missing');
  await shot(page, 'edge-lineage-en');
  await page.context().close();
});

await journey('edge: correct a result, in 中文', async () => {
  const page = await open(edge.address, edge.radiologist, 'zh-CN');
  await go(page, '检查');
  await page.locator('tbody tr').filter({ has: page.locator('.badge.good, .badge.bad') }).nth(1).locator('a').click();
  await page.locator('img[data-testid=radiograph]').waitFor();
  await page.getByRole('button', { name: '更正', exact: true }).click();
  await page.getByTestId('review').filter({ hasText: '已更正' }).waitFor();
  await shot(page, 'edge-reading-zh');
  await page.context().close();
});

await journey('edge: the steward sees what is held and why', async () => {
  const page = await open(edge.address, edge.steward, 'en-GB');
  await shot(page, 'edge-overview-en');
  await go(page, 'Quarantine');
  await page.locator('tbody tr').first().waitFor();
  await shot(page, 'edge-quarantine-en');
  await go(page, 'Data sets');
  await page.locator('tbody tr').first().waitFor();
  await shot(page, 'edge-datasets-en');
  await go(page, 'Tasks');
  await page.locator('tbody tr').first().waitFor();
  await shot(page, 'edge-tasks-en');
  await page.context().close();
});

await browser.close();
for (const fault of faults) console.log(`fault: ${fault}`);
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length === 0 ? 0 : 1);
