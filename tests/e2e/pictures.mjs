/**
 * The pictures of README.md, taken of the running product: `node tests/e2e/pictures.mjs [--wordpress 7.1]`.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { Browser } from '../demo/lib/browser.mjs';
import { connectOrg, createListingPage, giveWorkerKey } from '../demo/lib/connect.mjs';
import { parseArguments } from '../stack/lib/arguments.mjs';
import { repository } from '../stack/lib/cache.mjs';
import { main, must, until } from '../stack/lib/process.mjs';
import { say, StackFailure, step } from '../stack/lib/say.mjs';
import { launchOptions } from './lib/chromium.mjs';
import { buildProduct } from './lib/product.mjs';
import { startStack } from './lib/stack.mjs';
import { startWorker } from './lib/worker.mjs';

const WIDTH = 1200;
const LARGEST = 300 * 1024;
const folder = join( repository, '.github/pictures' );

async function season( options ) {
	const zip = await buildProduct();
	const stack = await startStack( options );
	const admin = new Browser( { url: stack.url, user: stack.administrator.login, password: stack.administrator.password } );
	await admin.logIn();
	await admin.installPlugin( zip );
	const { tenant } = await connectOrg( admin, stack.org );
	await stack.php( "update_option( 'blogname', 'The Lantern Theatre' );" );
	const { url: loginUrl, consumerKey, username } = stack.org;
	await admin.rest( 'PUT', `/callboard/v1/tenants/${ tenant.id }/connection`, {
		name: 'The Lantern Theatre',
		login_url: loginUrl,
		consumer_key: consumerKey,
		username,
	} );
	const runs = `/callboard/v1/tenants/${ tenant.id }/runs`;
	await admin.rest( 'POST', runs );
	startWorker( await giveWorkerKey( admin ) );
	await until( async () => ( await admin.rest( 'GET', runs ) ).some( ( { kind, state } ) => kind === 'rebuild' && state === 'succeeded' ), {
		what: 'the first sync',
		patienceMs: 60_000,
		everyMs: 500,
	} );
	const page = await createListingPage( admin );
	return { ...stack, listing: page.url };
}

/** A palette instead of true colour: a screen has few colours, and README.md is read on telephones too. */
async function shrink( file ) {
	const script = '$p = imagecreatefrompng( $argv[1] ); imagetruecolortopalette( $p, false, 256 ); imagepng( $p, $argv[1], 9 );';
	await must( 'php', [ '-r', script, file ] );
	const { size } = statSync( file );
	if ( size > LARGEST ) {
		throw new StackFailure( `${ file } has ${ Math.round( size / 1024 ) } KiB.` );
	}
	say( `${ file }: ${ Math.round( size / 1024 ) } KiB` );
}

async function take( page, name, height ) {
	const file = join( folder, `${ name }.png` );
	await page.evaluate( 'document.fonts.ready' );
	await page.screenshot( { path: file, clip: { x: 0, y: 0, width: WIDTH, height } } );
	await shrink( file );
}

await main( async () => {
	const options = parseArguments( process.argv.slice( 2 ), { wordpress: 'value' } );
	mkdirSync( folder, { recursive: true } );
	const site = await step( 'A season in WordPress', () => season( options ) );
	const browser = await chromium.launch( launchOptions );
	try {
		const visitor = await browser.newPage( { viewport: { width: WIDTH, height: 1000 } } );
		await visitor.goto( site.listing );
		await take( visitor, 'listing', 1000 );
		const admin = await browser.newPage( { viewport: { width: WIDTH, height: 900 } } );
		// Past the form, whose script moves the focus while one types.
		await admin.request.get( `${ site.url }/wp-login.php` );
		await admin.request.post( `${ site.url }/wp-login.php`, {
			form: { log: site.administrator.login, pwd: site.administrator.password, testcookie: '1' },
			maxRedirects: 0,
		} );
		await admin.goto( `${ site.url }/wp-admin/admin.php?page=callboard` );
		await admin.getByRole( 'table', { name: 'Last syncs' } ).getByRole( 'row' ).nth( 2 ).waitFor();
		await take( admin, 'settings', 640 );
	} finally {
		await browser.close();
	}
} );
