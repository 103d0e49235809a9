/**
 * A person at a browser: signs in at the authorization page, without scripts, and allows; jsforce gets its code. The pages are fit for everybody.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import { launchOptions } from '../e2e/lib/chromium.mjs';
import { onEnd } from '../stack/lib/process.mjs';
import { control, startOrg } from './lib/org.mjs';

const require = createRequire( import.meta.url );

/** The app's own page, where the browser comes back to. */
async function callback() {
	const server = createServer( ( _request, response ) => response.end( '<!DOCTYPE html><title>Back</title>' ) );
	server.listen( 0, '127.0.0.1' );
	await once( server, 'listening' );
	onEnd( () => server.close() );
	return `http://localhost:${ server.address().port }/callback`;
}

async function problemsOn( page ) {
	const { violations } = await new AxeBuilder( { page } ).analyze();
	return violations.map( ( { id, nodes } ) => `${ id } at ${ nodes.map( ( { target } ) => target.join( ' ' ) ).join( ', ' ) }` );
}

export async function browser( cases ) {
	const org = await startOrg();
	const redirectUri = await callback();
	await control( org, 'app', { redirectUris: [ redirectUri ] } );
	const { Connection, OAuth2 } = require( 'jsforce' );
	const chrome = await chromium.launch( launchOptions );
	onEnd( () => chrome.close() );
	const check = ( name, work ) => cases.check( `browser: ${ name }`, work );
	const app = () => new OAuth2( { loginUrl: org.url, clientId: org.consumerKey, clientSecret: org.consumerSecret, redirectUri, useVerifier: true } );
	// axe brings scripts of its own: it looks at the pages in a second window.
	const withScripts = await chrome.newContext( { bypassCSP: true } );
	const context = await chrome.newContext( { javaScriptEnabled: false } );
	const page = await context.newPage();
	const start = ( oauth2 ) => oauth2.getAuthorizationUrl( { scope: 'api refresh_token', state: 'from here' } );
	const signIn = async ( where, password = org.admin.password ) => {
		await where.getByLabel( 'Username' ).fill( org.admin.username );
		await where.getByLabel( 'Password' ).fill( password );
		await where.getByRole( 'button', { name: 'Log In' } ).click();
	};

	await check( 'a wrong password is said, and nothing more', async () => {
		await page.goto( start( app() ) );
		await signIn( page, 'guess' );
		assert.match( await page.getByRole( 'alert' ).textContent(), /check your username and password/ );
	} );

	await check( 'signs in and allows; the code opens a session', async () => {
		const oauth2 = app();
		await page.goto( start( oauth2 ) );
		await signIn( page );
		await page.getByRole( 'button', { name: 'Allow' } ).click();
		await page.waitForURL( `${ redirectUri }?**` );
		const { searchParams } = new URL( page.url() );
		assert.equal( searchParams.get( 'state' ), 'from here' );
		const connection = new Connection( { oauth2, version: '66.0' } );
		await connection.authorize( searchParams.get( 'code' ) );
		assert.equal( ( await connection.identity() ).username, org.admin.username );
	} );

	await check( 'knows the person the next time, who says no', async () => {
		await page.goto( start( app() ) );
		await page.getByRole( 'button', { name: 'Deny' } ).click();
		await page.waitForURL( `${ redirectUri }?**` );
		assert.equal( new URL( page.url() ).searchParams.get( 'error' ), 'access_denied' );
	} );

	await check( 'axe finds nothing on either page', async () => {
		const watched = await withScripts.newPage();
		await watched.goto( start( app() ) );
		assert.deepEqual( await problemsOn( watched ), [] );
		await signIn( watched, 'guess' );
		assert.deepEqual( await problemsOn( watched ), [] );
		await signIn( watched );
		assert.deepEqual( await problemsOn( watched ), [] );
	} );
}
