/**
 * What an administrator does once: install from the zip, connect, choose the preset, a key for the worker, a page for the listing.
 */
import { say, StackFailure } from '../../stack/lib/say.mjs';

export async function connectOrg( browser, org ) {
	const tenants = await browser.rest( 'GET', '/callboard/v1/tenants' );
	const tenant = tenants[ 0 ] ?? ( await browser.rest( 'POST', '/callboard/v1/tenants', { name: 'Demo' } ) );
	const root = `/callboard/v1/tenants/${ tenant.id }`;
	await browser.rest( 'PUT', `${ root }/connection`, {
		name: 'Demo',
		login_url: org.url,
		consumer_key: org.consumerKey,
		username: org.username,
		private_key: org.privateKeyPem,
		certificate: org.certificatePem,
	} );
	const test = await browser.rest( 'POST', `${ root }/connection/test` );
	if ( ! test.ok ) {
		throw new StackFailure( `The connection does not work: ${ test.failure?.message ?? test.missing.join( ', ' ) }`, test.failure?.actions ?? [] );
	}
	say( `  Connected to ${ test.org_name } (${ test.org_id }) as ${ test.username }; ${ test.api_calls_left } API calls left today.` );
	await browser.rest( 'POST', `${ root }/preset`, { preset: 'patronticket' } );
	return { tenant, test };
}

/** The connection string is shown once; it goes straight into the worker's environment. */
export async function giveWorkerKey( browser ) {
	const created = await browser.rest( 'POST', '/callboard/v1/worker-keys', { label: 'The demo’s worker' } );
	return created.connection;
}

export function chooseWorkerMode( browser, mode, port ) {
	const settings = mode === 'serve' ? { worker_mode: 'ping', ping_url: `http://127.0.0.1:${ port }` } : { worker_mode: 'pull', ping_url: null };
	return browser.rest( 'PUT', '/callboard/v1/settings', { ...settings, delete_data_on_uninstall: true } );
}

/** `perPage`: as the block's setting in the editor; without it the block's own default. */
export async function createListingPage( browser, perPage ) {
	const page = await browser.rest( 'POST', '/callboard/v1/listing-page' );
	if ( perPage !== undefined ) {
		await browser.rest( 'POST', `/wp/v2/pages/${ page.id }`, { content: `<!-- wp:callboard/listing ${ JSON.stringify( { perPage } ) } /-->` } );
	}
	return page;
}
