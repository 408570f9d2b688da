// A hospital's page, as its radiologist, its steward and its auditor use it.
import assert from 'node:assert/strict';
import { api, complete, focusIsSeen, go, sound } from './checks.mjs';

const WORDS = {
  'en-GB': { overview: 'Overview', studies: 'Studies', quarantine: 'Quarantine', datasets: 'Data sets', tasks: 'Tasks', lineage: 'Lineage', agree: 'Agree', correct: 'Correct to', agreed: 'agreed', corrected: 'corrected', invert: 'Invert', notEvaluated: 'Not evaluated', all: 'All' },
  'zh-CN': { overview: '概览', studies: '检查', quarantine: '隔离区', datasets: '数据集', tasks: '任务', lineage: '溯源', agree: '同意', correct: '更正为', agreed: '已同意', corrected: '已更正', invert: '反相', notEvaluated: '未评估', all: '全部' },
};
const ANSWERED = '[data-outcome=positive], [data-outcome=negative]';

/** The names of the patients that this hospital knows. */
export async function patients({ login }, edge) {
  const page = await login(edge.address, edge.radiologist, 'en-GB');
  const studies = await api(page, '/api/v1/studies?limit=100');
  await page.context().close();
  return [...new Set(studies.flatMap((study) => [study.patientId, ...study.patientName.split(/[=^]/)]))].filter((part) => part.length > 4);
}

async function openAnswered(page, words, nth) {
  await go(page, words.studies);
  const row = page.locator('tbody tr').filter({ has: page.locator(ANSWERED) }).nth(nth);
  await row.locator('a').click();
  const image = page.locator('img[data-testid=radiograph]');
  await image.waitFor();
  await page.waitForFunction((element) => element.naturalWidth > 0, await image.elementHandle());
}

/** Reads one study; agrees in English and corrects in 中文, so that both verdicts are gone through. */
export async function reading({ login, shot }, edge, locale) {
  const words = WORDS[locale];
  const suffix = locale.slice(0, 2);
  const page = await login(edge.address, edge.radiologist, locale);
  await go(page, words.studies);
  await page.locator(ANSWERED).first().waitFor();
  await focusIsSeen(page);
  await sound(page, locale);
  await shot(page, `edge-studies-${suffix}`, {});
  await page.getByRole('button', { name: words.notEvaluated }).click();
  assert.equal(await page.locator(ANSWERED).count(), 0, 'what was not evaluated shows no finding');
  await shot(page, `edge-not-evaluated-${suffix}`, {});
  await page.getByRole('button', { name: words.all }).click();
  await openAnswered(page, words, suffix === 'en' ? 0 : 1);
  await page.getByRole('button', { name: words.invert }).click();
  assert.match(await page.locator('img[data-testid=radiograph]').evaluate((image) => getComputedStyle(image).filter), /invert\(1\)/);
  await page.getByRole('button', { name: words.invert }).click();
  const verdict = suffix === 'en' ? [words.agree, words.agreed] : [words.correct, words.corrected];
  await page.getByRole('button', { name: verdict[0] }).click();
  await page.getByTestId('review').filter({ hasText: verdict[1] }).waitFor();
  await sound(page, locale);
  await shot(page, `edge-reading-${suffix}`);
  await page.locator('main').getByRole('link', { name: words.lineage, exact: true }).click();
  await complete(page, 8);
  await sound(page, locale);
  await shot(page, `edge-lineage-${suffix}`);
  await page.context().close();
}

/** What is held and why, the data sets, the hub's tasks. */
export async function stewardship({ login, shot }, edge, locale) {
  const words = WORDS[locale];
  const page = await login(edge.address, edge.steward, locale);
  const { counts } = await api(page, '/api/v1/status');
  await page.locator('.figure b').first().filter({ hasText: counts.received.toLocaleString() }).waitFor();
  await sound(page, locale);
  await shot(page, `edge-overview-${locale.slice(0, 2)}`);
  for (const name of ['quarantine', 'datasets', 'tasks']) {
    await go(page, words[name]);
    await page.locator('tbody tr').first().waitFor();
    await sound(page, locale);
    await shot(page, `edge-${name}-${locale.slice(0, 2)}`);
  }
  assert.equal(await page.getByRole('navigation').getByRole('link', { name: words.studies, exact: true }).count(), 0, 'a steward has no studies to read');
  await page.context().close();
}
