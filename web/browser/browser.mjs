// A Chromium with one context per person, which remembers everything that a page complains about.
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

function browserPath() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  for (const place of process.env.PATH.split(delimiter)) {
    for (const name of names) if (existsSync(join(place, name))) return join(place, name);
  }
  throw new Error('Chromium is not installed');
}

export async function start(folder) {
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: browserPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
  const faults = [];
  let passed = 0;

  /** A page without a login. Of its complaints only those are left out that match `expected`. */
  async function visit(address, locale, expected) {
    const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => faults.push(`${address}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !expected?.test(message.text())) faults.push(`${page.url()}: ${message.text()}`);
    });
    await page.goto(address);
    return page;
  }

  async function login(address, account, locale) {
    const page = await visit(address, locale);
    await page.locator('input[name=username]').fill(account.username);
    await page.locator('input[name=password]').fill(account.password);
    await page.keyboard.press('Enter');
    await page.locator('nav').waitFor();
    return page;
  }

  async function journey(name, steps) {
    const began = Date.now();
    try {
      await steps();
      passed++;
      console.log(`ok   ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      faults.push(`${name}: ${error.message}`);
      console.log(`FAIL ${name}: ${error.message}`);
    }
  }

  async function end() {
    await browser.close();
    for (const fault of faults) console.log(`fault: ${fault}`);
    console.log(`${passed} passed, ${faults.length} failed`);
    return faults.length === 0;
  }

  const shot = (page, name, options = { fullPage: true }) => page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', ...options });
  return { visit, login, journey, shot, end };
}
