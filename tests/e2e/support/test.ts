import { test as base, expect, type ConsoleMessage, type Page } from '@playwright/test';
import { Rest } from './rest';
import { signIn, type Session } from './session';
import { debugLog, stack } from './stack';

interface WorkerFixtures {
	readonly session: Session;
}
interface Fixtures {
	/** The admin door, signed in as the administrator. */
	readonly rest: Rest;
	/** A stranger's browser: not signed in, and without JavaScript. */
	readonly visitor: Page;
	/** Ends the test red when our own code wrote an error into the browser's console. */
	readonly quietConsole: undefined;
	/** Ends the test red when PHP warned of anything while it ran. */
	readonly quietPhp: undefined;
}

/** Core reports on WordPress.org's absence in a closed network; nothing else may appear. */
const aboutWordPressOrg = /WordPress\.org|wordpress\.org|api\.wordpress|s\.w\.org/;
const warnings = ( log: string ) =>
	log
		.split( '\n' )
		.filter(
			( line ) => /PHP (Warning|Notice|Deprecated|Fatal error|Parse error)|WordPress database error/.test( line ) && ! aboutWordPressOrg.test( line )
		);

/** WordPress 7.1 fades from screen to screen; a page without that style ends the fade as an error. */
const coresOwn = /ViewTransition|Transition was (aborted|skipped)/;

function watch( page: Page, found: string[] ): void {
	page.on( 'pageerror', ( { name, message, stack: where } ) => {
		if ( ! coresOwn.test( message ) ) {
			found.push( `${ page.url() }: ${ where || `${ name }: ${ message }` }` );
		}
	} );
	page.on( 'console', ( message: ConsoleMessage ) => {
		if ( message.type() === 'error' && ( message.location().url.includes( '/plugins/callboard/' ) || message.text().includes( 'callboard' ) ) ) {
			found.push( message.text() );
		}
	} );
}

export const test = base.extend< Fixtures, WorkerFixtures >( {
	session: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from this pattern.
		async ( {}, use ) => use( await signIn( stack.administrator.login, stack.administrator.password ) ),
		{ scope: 'worker' },
	],
	storageState: ( { session }, use ) => use( session ),
	rest: async ( { context }, use ) => use( new Rest( context.request ) ),
	visitor: async ( { browser }, use ) => {
		const context = await browser.newContext( { baseURL: stack.url, javaScriptEnabled: false, storageState: { cookies: [], origins: [] } } );
		await use( await context.newPage() );
		await context.close();
	},
	quietConsole: [
		async ( { context }, use ) => {
			const found: string[] = [];
			context.on( 'page', ( page ) => watch( page, found ) );
			await use( undefined );
			expect( found, 'errors in the console' ).toEqual( [] );
		},
		{ auto: true },
	],
	quietPhp: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from this pattern.
		async ( {}, use ) => {
			await debugLog();
			await use( undefined );
			expect( warnings( ( await debugLog() ).fresh ), 'warnings of PHP' ).toEqual( [] );
		},
		{ auto: true },
	],
} );

export { expect };
