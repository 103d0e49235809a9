/**
 * What the terminal says when the season has arrived: what came, where to look, how to change something.
 */
import { bold, dim, say } from '../../stack/lib/say.mjs';

const line = ( label, url ) => say( `  ${ label.padEnd( 30 ) }${ url }` );

export async function printWhereToLook( { browser, org, site, listing }, first, link ) {
	const { records } = await browser.rest( 'GET', '/callboard-demo/v1/stored' );
	const published = records.filter( ( row ) => row.post_status === 'publish' );
	const productions = published.filter( ( row ) => row.mapping_id === 'productions' );
	const performances = published.filter( ( row ) => row.mapping_id === 'performances' );
	const venues = new Set( performances.flatMap( ( row ) => row.terms.venue ?? [] ) );
	say( '' );
	say( bold( `${ productions.length } shows with ${ performances.length } performances in ${ venues.size } venues have arrived.` ) );
	const others = Object.entries( first.counts ).filter( ( [ name, n ] ) => n > 0 && ! [ 'created', 'updated', 'unchanged', 'fetched' ].includes( name ) );
	if ( others.length > 0 ) {
		say( dim( `  Also: ${ others.map( ( [ name, n ] ) => `${ n } ${ name }` ).join( ', ' ) }; the settings page tells why.` ) );
	}
	say( '' );
	say( bold( 'Where to look' ) );
	line( 'The public listing', listing.url );
	line( 'One show', await exampleUrl( site, productions, performances ) );
	line( 'wp-admin, signed in (once)', link );
	line( '  later, by name', `${ site.user } / ${ site.password }` );
	line( 'Your Salesforce', org.url );
	say( '' );
	say( bold( 'Change something' ) );
	say( '  In “Your Salesforce” in the browser, or in another terminal:' );
	say( '    npm run demo:change -- rename        (or reschedule, sell-out, cancel, delete, undelete, add)' );
	say( '  The listing follows within a minute by itself, or at once with “Sync now” on the settings page.' );
	say( '' );
	say( dim( 'Ctrl-C stops everything.' ) );
}

/** A show with several performances to come makes the best example. */
async function exampleUrl( site, productions, performances ) {
	const now = new Date().toISOString();
	const upcoming = ( production ) =>
		performances.filter( ( row ) => row.post_parent === production.post_id && ( row.meta.callboard_start?.[ 0 ] ?? '' ) > now ).length;
	const [ best ] = [ ...productions ].sort( ( a, b ) => upcoming( b ) - upcoming( a ) );
	if ( best === undefined ) {
		return '(none)';
	}
	// WordPress redirects the plain address to the pretty one.
	return `${ site.url }/?p=${ best.post_id }&post_type=${ best.post_type }`;
}
