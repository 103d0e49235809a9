import { defineConfig } from '@playwright/test';
import { stack } from './support/stack';

// The specs tell one story in the order of their numbers: an installation lives once.
export default defineConfig( {
	testDir: './specs',
	outputDir: '../../.callboard/e2e',
	workers: 1,
	fullyParallel: false,
	retries: 0,
	// Each wait has a limit of its own; this one ends what hangs.
	timeout: 180_000,
	expect: { timeout: 15_000 },
	forbidOnly: true,
	reporter: [ [ './reporter.ts' ] ],
	use: {
		baseURL: stack.url,
		viewport: { width: 1280, height: 900 },
		screenshot: 'only-on-failure',
		// Without the film: it costs a third of the time, and the snapshots show the same.
		trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true },
		actionTimeout: 15_000,
		navigationTimeout: 30_000,
		launchOptions: stack.browser,
	},
} );
