/**
 * What goes into the zip. A file that matches nothing here stays out: a list of what is allowed, not of what is forbidden.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './build.mjs';
import { repository } from './cache.mjs';

export const allowed = [
	/^(callboard|uninstall)\.php$/,
	/^readme\.txt$/,
	/^LICENSE$/,
	/^THIRD-PARTY-NOTICES\.txt$/,
	/^src\/(?:[A-Z][A-Za-z0-9]*\/)*[A-Z][A-Za-z0-9]*\.php$/,
	/^contract\/[a-z.-]+\.schema\.json$/,
	/^presets\/[a-z-]+\.json$/,
	/^languages\/callboard[A-Za-z_.-]*\.(?:pot|po|mo|json|l10n\.php)$/,
	/^build\/(?:[A-Za-z0-9_-]+\/)*[A-Za-z0-9_.-]+\.(?:js|css|asset\.php|png|svg)$/,
	/^build\/(?:[A-Za-z0-9_-]+\/)*(?:block\.json|render\.php)$/,
	/^build\/blocks-manifest\.php$/,
	/^worker\/callboard-worker\.js$/,
];

/** The one file that starts processes; WordPress.org's directory refuses plugins that hold such code. */
export const SPAWN = 'src/Worker/Spawn.php';

/** Without these the archive is broken, whatever the list above lets through. */
export const required = [
	'callboard.php',
	'uninstall.php',
	'readme.txt',
	'LICENSE',
	'THIRD-PARTY-NOTICES.txt',
	'src/Plugin.php',
	'worker/callboard-worker.js',
	'build/settings.js',
	'presets/patronticket.json',
];

/** `{ included, left }`: paths inside plugin/, sorted. */
export function selectFiles( { directory = false } = {} ) {
	const files = filesBelow( join( repository, 'plugin' ) );
	const isIn = ( file ) => allowed.some( ( pattern ) => pattern.test( file ) ) && ! ( directory && file === SPAWN );
	return { included: files.filter( isIn ), left: files.filter( ( file ) => ! isIn( file ) ) };
}

export const readPluginFile = ( file ) => readFileSync( join( repository, 'plugin', file ) );
