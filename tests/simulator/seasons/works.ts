import { isObject } from '../http/message';

export interface Work {
	composer: string;
	title: string;
	movement: string;
	conductor: string;
	soloists: { name: string; instrument: string }[];
}

const MAX_NAME = 255;
const MAX_DESCRIPTION = 32_000;

/** One line of text from whatever stands there: mixed content comes as an object of `_` and `em`. */
export function plain( value: unknown ): string {
	if ( typeof value === 'string' || typeof value === 'number' ) {
		return String( value ).replace( /\s+/g, ' ' ).trim();
	}
	if ( Array.isArray( value ) ) {
		return value.map( plain ).filter( Boolean ).join( ' ' );
	}
	return isObject( value ) ? plain( Object.values( value ) ) : '';
}

export function worksOf( list: unknown[] ): Work[] {
	return list
		.filter( isObject )
		.filter( ( work ) => plain( work.interval ) === '' )
		.map( ( work ) => ( {
			composer: plain( work.composerName ),
			title: plain( work.workTitle ),
			movement: plain( work.movement ),
			conductor: plain( work.conductorName ),
			soloists: ( Array.isArray( work.soloists ) ? work.soloists : [] )
				.filter( isObject )
				.map( ( one ) => ( {
					name: plain( one.soloistName ),
					instrument: plain( one.soloistInstrument ),
				} ) )
				.filter( ( one ) => one.name !== '' ),
		} ) )
		.filter( ( work ) => work.composer !== '' || work.title !== '' );
}

/** `Beethoven, Ludwig van` is Beethoven on a poster; `Traditional,` and `Anonymous` stay. */
const surname = ( name: string ): string => name.split( ',' )[ 0 ]!.trim();
const straight = ( name: string ): string =>
	name
		.split( /\s*,\s*/ )
		.filter( Boolean )
		.reverse()
		.join( ' ' );
const NOBODY = /^(not conducted|unspecified)/i;
const distinct = ( names: string[] ): string[] => [ ...new Set( names.filter( ( name ) => name !== '' && ! NOBODY.test( name ) ) ) ];

function joined( names: string[], most: number ): string {
	if ( names.length > most ) {
		return `${ names.slice( 0, most ).join( ', ' ) } and others`;
	}
	const last = names[ names.length - 1 ] ?? '';
	return names.length < 2 ? last : `${ names.slice( 0, -1 ).join( ', ' ) } and ${ last }`;
}

/** One work gives its own name, several their composers; without works, what kind of evening it was. */
export function titleOf( works: Work[], otherwise: string ): string {
	const titles = distinct( works.map( ( work ) => work.title ) );
	const composers = distinct( works.map( ( work ) => surname( work.composer ) ) );
	const title = titles.length === 1 ? [ composers[ 0 ], titles[ 0 ] ].filter( Boolean ).join( ': ' ) : joined( composers.length > 0 ? composers : titles, 4 );
	return ( title || otherwise ).slice( 0, MAX_NAME );
}

export function subtitleOf( works: Work[] ): string {
	const conductors = distinct( works.map( ( work ) => straight( work.conductor ) ) );
	const soloists = distinct( works.flatMap( ( work ) => work.soloists.map( ( one ) => straight( one.name ) ) ) );
	const parts = [ conductors.length > 0 ? `${ joined( conductors, 2 ) }, conductor` : '', soloists.length > 0 ? `with ${ joined( soloists, 4 ) }` : '' ];
	return parts.filter( Boolean ).join( '; ' ).slice( 0, MAX_NAME );
}

const escapeHtml = ( text: string ): string => text.replace( /[&<>"']/g, ( char ) => `&#${ char.charCodeAt( 0 ) };` );

function workHtml( work: Work ): string {
	const players = work.soloists.map( ( one ) => [ straight( one.name ), one.instrument.toLowerCase() ].filter( Boolean ).join( ', ' ) );
	return [
		work.composer ? `<strong>${ escapeHtml( straight( work.composer ) ) }</strong>` : '',
		escapeHtml( work.title ),
		work.movement ? `<em>${ escapeHtml( work.movement ) }</em>` : '',
		players.length > 0 ? `(${ escapeHtml( players.join( '; ' ) ) })` : '',
	]
		.filter( Boolean )
		.join( ' ' );
}

export function programmeHtml( works: Work[] ): string | null {
	let html = '';
	for ( const work of works ) {
		const item = `<li>${ workHtml( work ) }</li>`;
		if ( html.length + item.length > MAX_DESCRIPTION ) {
			break;
		}
		html += item;
	}
	return html === '' ? null : `<ul>${ html }</ul>`;
}
