/**
 * The browser of this machine: Debian's own, or the one that CALLBOARD_CHROMIUM names.
 */
import { existsSync } from 'node:fs';

const places = [ '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome' ];

export const launchOptions = {
	// Without any of them Playwright looks for a browser of its own, and says how to get it.
	executablePath: process.env.CALLBOARD_CHROMIUM ?? places.find( ( place ) => existsSync( place ) ),
	args: [
		'--no-sandbox',
		'--disable-gpu',
		'--disable-quic',
		'--no-first-run',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
	],
};
