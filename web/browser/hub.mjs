// The hub's console, as its operator goes through it.
import assert from 'node:assert/strict';
import { api, complete, focusIsSeen, go, sound } from './checks.mjs';

const WORDS = {
  'en-GB': { sites: 'Hospitals', datasets: 'Data sets', jobs: 'Training', packages: 'Models', releases: 'Releases', results: 'Results', report: 'Report', running: 'running', wrong: 'wrong' },
  'zh-CN': { sites: '医院', datasets: '数据集', jobs: '训练', packages: '模型', releases: '发布', results: '结果', report: '报告', running: '运行中', wrong: '错误' },
};

export async function wrongPassword({ visit, shot }, hub, locale) {
  const page = await visit(hub.address, locale, /401/);
  await page.locator('input[name=username]').fill('nobody');
  await page.locator('input[name=password]').fill('nothing');
  await page.locator('button[type=submit]').click();
  await page.getByRole('alert').filter({ hasText: WORDS[locale].wrong }).waitFor();
  await shot(page, `hub-login-${locale.slice(0, 2)}`);
  await page.context().close();
}

/** Goes through every page; `names` are patients' names that the edges show and the hub must not know. */
export async function console({ login, shot }, platform, locale, names) {
  const words = WORDS[locale];
  const suffix = locale.slice(0, 2);
  const page = await login(platform.hub.address, platform.hub.account, locale);
  const looked = async (name) => {
    await sound(page, locale);
    const shown = await page.locator('main').innerText();
    for (const each of names) assert.ok(!shown.includes(each), `${name} shows no patient`);
    assert.equal(await page.locator('main img').count(), 0, `${name} shows no image`);
    await shot(page, `hub-${name}-${suffix}`);
  };

  await page.getByRole('heading', { level: 1, name: words.sites }).waitFor();
  for (const each of platform.edges) await page.locator('tbody tr').filter({ hasText: each.site }).locator('.badge').first().waitFor();
  const [first] = await api(page, '/api/v1/sites');
  await page.locator('tbody tr').filter({ hasText: first.site }).getByText(first.counts.deidentified.toLocaleString('en'), { exact: true }).waitFor();
  await focusIsSeen(page);
  await looked('sites');

  await go(page, words.datasets);
  assert.equal(await page.locator('tbody tr').count(), (await api(page, '/api/v1/datasets')).length);
  await looked('datasets');

  await go(page, words.jobs);
  await looked('jobs');
  await page.getByRole('link', { name: 'chest-federated' }).click();
  await page.locator('.chart[data-drawn] canvas').waitFor();
  assert.ok((await page.locator('tbody tr').count()) >= 1, 'rounds are listed');
  await looked('training');

  await go(page, words.packages);
  await page.getByRole('link', { name: words.report, exact: true }).first().click();
  await page.frameLocator('iframe.report').locator('h1').waitFor();
  await looked('packages');

  await go(page, words.releases);
  await page.locator('tbody .badge.good').filter({ hasText: words.running }).first().waitFor();
  await looked('releases');

  await go(page, words.results);
  await page.locator('.chart[data-drawn] canvas').waitFor();
  const summary = await api(page, '/api/v1/results/summary');
  await page.locator('.figure b').first().filter({ hasText: summary.total.toLocaleString() }).waitFor();
  await looked('results');

  await go(page, words.releases);
  await page.locator('tbody tr').first().locator('a.digest').last().click();
  await complete(page, 8);
  await looked('lineage');
  await page.context().close();
}
