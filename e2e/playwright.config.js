import { defineConfig } from '@playwright/test';

/** The browser: `TENDERSEAL_CHROMIUM`, else Debian's. */
const executablePath = process.env.TENDERSEAL_CHROMIUM ?? '/usr/bin/chromium';

// Every specification has a server of its own, and moves its clock.
export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 600_000,
  expect: { timeout: 30_000 },
  // The second asks of a whole run that it looked at every page.
  reporter: [['list'], ['./support/scan-reporter.js']],
  use: {
    acceptDownloads: true,
    screenshot: 'only-on-failure',
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath,
      env: { ...process.env, LANGUAGE: 'en_US', LC_ALL: 'C.UTF-8' },
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
      ],
    },
  },
});
