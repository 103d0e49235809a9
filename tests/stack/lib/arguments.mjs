/**
 * The command line of an entry script: `--flag`, `--name value`, `--name=value`, and what follows `--`.
 */
import { StackFailure } from './say.mjs';

/** @param {Record<string, 'flag'|'value'>} known */
export function parseArguments( argv, known ) {
	const options = { rest: [] };
	for ( let at = 0; at < argv.length; at++ ) {
		if ( argv[ at ] === '--' ) {
			options.rest.push( ...argv.slice( at + 1 ) );
			break;
		}
		const [ , name, inline ] = /^--([a-z-]+)(?:=(.*))?$/s.exec( argv[ at ] ) ?? [];
		if ( name === undefined || known[ name ] === undefined ) {
			const names = Object.entries( known ).map( ( [ key, kind ] ) => ( kind === 'flag' ? `--${ key }` : `--${ key } …` ) );
			throw new StackFailure( `"${ argv[ at ] }" is not known here.`, [ `Known: ${ names.join( ', ' ) || 'nothing' }` ] );
		}
		if ( known[ name ] === 'flag' ) {
			options[ name ] = true;
			continue;
		}
		options[ name ] = inline ?? argv[ ++at ];
		if ( options[ name ] === undefined ) {
			throw new StackFailure( `--${ name } needs a value.` );
		}
	}
	return options;
}
