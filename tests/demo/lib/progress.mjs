/**
 * The progress of a run: a bar on a terminal, else a line at each tenth.
 */
import { stderr } from 'node:process';
import { say } from '../../stack/lib/say.mjs';

const WIDTH = 32;

export function barLine( { phase, done, total } ) {
	const label = ( phase ?? 'waiting for the worker' ).padEnd( 22 );
	if ( ! total ) {
		return `  ${ label } …`;
	}
	const part = Math.min( 1, done / total );
	const filled = Math.round( part * WIDTH );
	return `  ${ label } ${ '█'.repeat( filled ) }${ '░'.repeat( WIDTH - filled ) } ${ done } of ${ total }`;
}

/** `show( run )` for each look at the run, `end()` when it is over. */
export function progressDisplay() {
	let last = '';
	const onTerminal = ( run ) => {
		stderr.write( `\r\u001B[2K${ barLine( run ) }` );
		last = 'shown';
	};
	const asLines = ( { phase, done, total } ) => {
		const tenth = total ? Math.floor( ( done / total ) * 10 ) : '';
		if ( `${ phase }${ tenth }` !== last ) {
			last = `${ phase }${ tenth }`;
			say( `  ${ phase ?? 'waiting for the worker' }${ total ? `: ${ done } of ${ total }` : '' }` );
		}
	};
	return {
		show: stderr.isTTY ? onTerminal : asLines,
		end: () => {
			if ( stderr.isTTY && last ) {
				stderr.write( '\r\u001B[2K' );
			}
		},
	};
}
