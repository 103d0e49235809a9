/**
 * What the scripts tell the person who started them: one line per step, plain when it is not a terminal.
 */
import { stderr } from 'node:process';

const colour = stderr.isTTY && ! process.env.NO_COLOR;
const paint = ( code, text ) => ( colour ? `\u001B[${ code }m${ text }\u001B[0m` : text );

export const bold = ( text ) => paint( 1, text );
export const dim = ( text ) => paint( 2, text );
export const green = ( text ) => paint( 32, text );
export const red = ( text ) => paint( 31, text );

export const seconds = ( ms ) => `${ ( ms / 1000 ).toFixed( 1 ) } s`;

/** Everything a script says goes to stderr: stdout belongs to results. */
export function say( text = '' ) {
	stderr.write( `${ text }\n` );
}

export async function step( label, work ) {
	const started = performance.now();
	say( dim( `· ${ label } …` ) );
	const result = await work();
	const took = performance.now() - started;
	if ( took > 1500 ) {
		say( dim( `  ${ label }: ${ seconds( took ) }` ) );
	}
	return result;
}

/** A failure that carries what to do next; shown without a stack. */
export class StackFailure extends Error {
	constructor( message, actions = [] ) {
		super( message );
		this.name = 'StackFailure';
		this.actions = actions;
	}
}

export function sayFailure( error ) {
	if ( error instanceof StackFailure ) {
		say( red( `✗ ${ error.message }` ) );
		error.actions.forEach( ( action ) => say( `  → ${ action }` ) );
		return;
	}
	say( red( error?.stack ?? String( error ) ) );
}
