import { __ } from '@wordpress/i18n';

/** What went wrong, and what to do next: the one shape a failure notice reads. */
export class Problem extends Error {
	readonly code: string;
	readonly actions: string[];

	constructor( code: string, message: string, actions: string[] ) {
		super( message );
		this.name = 'Problem';
		this.code = code;
		this.actions = actions;
	}
}

const isRecord = ( value: unknown ): value is Record< string, unknown > => typeof value === 'object' && value !== null;

const texts = ( value: unknown ): string[] => ( Array.isArray( value ) ? value.filter( ( text ): text is string => typeof text === 'string' ) : [] );

/** By code, never by message text: `fetch_error` is apiFetch's word for "no answer at all". */
function known( code: string ): Problem | null {
	switch ( code ) {
		case 'fetch_error':
		case 'offline_error':
			return new Problem( code, __( 'This site did not answer.', 'callboard' ), [
				__( 'Check your own connection, then try again. A sync that is running goes on without this page.', 'callboard' ),
			] );
		case 'rest_cookie_invalid_nonce':
			return new Problem( code, __( 'Your sign-in has expired.', 'callboard' ), [ __( 'Reload this page and sign in again.', 'callboard' ) ] );
		default:
			return null;
	}
}

/** Unknown in, Problem out: WordPress answers { code, message, data: { failure? } }. */
export function toProblem( error: unknown ): Problem {
	if ( error instanceof Problem ) {
		return error;
	}
	const body = isRecord( error ) ? error : {};
	const code = typeof body.code === 'string' ? body.code : 'unknown';
	const failure = isRecord( body.data ) && isRecord( body.data.failure ) ? body.data.failure : {};
	const message = typeof body.message === 'string' && body.message !== '' ? body.message : __( 'Something went wrong.', 'callboard' );
	const actions = texts( failure.actions );
	return (
		known( code ) ??
		new Problem( code, message, actions.length > 0 ? actions : [ __( 'Try again. If it stays, show the PHP error log to your host.', 'callboard' ) ] )
	);
}
