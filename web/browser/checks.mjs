// What must hold on every page, whatever it shows.
import assert from 'node:assert/strict';

/** Opens a page of the console by its name in the navigation, and looks it over. */
export async function go(page, title) {
  await page.getByRole('navigation').getByRole('link', { name: title, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  await settled(page);
}

/** Waits until nothing is loading any more. */
export async function settled(page) {
  await page.locator('main [role=status]').first().waitFor({ state: 'detached' });
  for (const chart of await page.locator('main .chart').all()) await chart.and(page.locator('[data-drawn]')).waitFor();
}

/** Nothing is refused, nothing sticks out at the side, and in 中文 no state is left in English. */
export async function sound(page, locale) {
  await settled(page);
  assert.equal(await page.locator('main [role=alert]').count(), 0, `an alert on ${page.url()}`);
  const over = await page.evaluate(() => {
    const wide = (element) => element.scrollWidth - element.clientWidth;
    return Math.max(wide(document.documentElement), ...[...document.querySelectorAll('main, .table, .card')].map(wide));
  });
  assert.ok(over <= 1, `${page.url()} sticks out by ${over} pixels`);
  if (locale.startsWith('zh')) {
    for (const badge of await page.locator('main .badge:visible').allInnerTexts()) assert.match(badge, /[一-鿿]/, `the state "${badge}" is not in 中文`);
  }
}

/** The answer of the server that the page itself would get. */
export async function api(page, path) {
  return page.evaluate(async (asked) => {
    const { token } = JSON.parse(sessionStorage.getItem('meridian-session'));
    return (await fetch(asked, { headers: { Authorization: `Bearer ${token}` } })).json();
  }, path);
}

/** The focus can be seen where the keyboard brings it. */
export async function focusIsSeen(page) {
  await page.keyboard.press('Tab');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
  assert.notEqual(outline, '0px', 'the focus is seen');
}

/** A lineage is drawn, and no step of it is missing. */
export async function complete(page, atLeast) {
  await page.locator('.tree .step').nth(atLeast - 1).waitFor();
  assert.equal(await page.locator('.tree .badge.bad').count(), 0, 'no step of the lineage is missing');
}
