/** How much six weeks leave behind: housekeeping lets go of the rest. */
const TABLES = [ 'run', 'run_item', 'delivery', 'effects', 'provenance', 'audit', 'call_failure', 'nonce', 'worker', 'inbox', 'retry', 'ledger', 'listing' ];

export async function keptRows( database ) {
	const kept = [];
	for ( const name of TABLES ) {
		const [ { rows } ] = await database.rows( `SELECT JSON_OBJECT( 'rows', COUNT(*) ) FROM wp_callboard_${ name }` );
		kept.push( { name, rows } );
	}
	return kept;
}
