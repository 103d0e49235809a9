import { request, type APIRequestContext } from '@playwright/test';
import { stack } from './stack';

export type Session = Awaited< ReturnType< APIRequestContext[ 'storageState' ] > >;

/** Past the form: its script moves the focus to the user name some time after the page is there, and what is typed goes with it. */
export async function signIn( login: string, password: string ): Promise< Session > {
	const context = await request.newContext( { baseURL: stack.url } );
	await context.get( '/wp-login.php' ); // Sets the cookie that WordPress asks for.
	const answer = await context.post( '/wp-login.php', {
		form: { log: login, pwd: password, testcookie: '1', redirect_to: `${ stack.url }/wp-admin/` },
		maxRedirects: 0,
	} );
	const session = await context.storageState();
	await context.dispose();
	if ( answer.status() !== 302 || ! session.cookies.some( ( { name } ) => name.startsWith( 'wordpress_logged_in_' ) ) ) {
		throw new Error( `WordPress did not let ${ login } in (${ answer.status() }).` );
	}
	return session;
}
