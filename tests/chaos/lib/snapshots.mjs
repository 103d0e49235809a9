/**
 * Copies of the whole WordPress database within the server: the start of each schedule, and backups to be restored.
 */
export class Snapshots {
	#made = new Set();

	constructor( database ) {
		this.database = database;
	}

	async #tables() {
		const names = await this.database.sql( `SELECT table_name FROM information_schema.tables WHERE table_schema = '${ this.database.name }'` );
		return names.trim().split( '\n' );
	}

	/** Making tables takes longer than all else: a name's tables are made once and filled again. */
	async take( name ) {
		const tables = await this.#tables();
		const copy = `${ this.database.name }_${ name }`;
		if ( ! this.#made.has( name ) ) {
			this.#made.add( name );
			await this.database.sql(
				[ `CREATE DATABASE ${ copy }`, ...tables.map( ( table ) => `CREATE TABLE ${ copy }.${ table } LIKE ${ table }` ) ].join( ';\n' )
			);
		}
		await this.database.sql(
			[
				'START TRANSACTION',
				...tables.flatMap( ( table ) => [ `DELETE FROM ${ copy }.${ table }`, `INSERT INTO ${ copy }.${ table } SELECT * FROM ${ table }` ] ),
				'COMMIT',
			].join( ';\n' )
		);
	}

	/** Rows alone, table by table in one transaction; the counters of ids fall back too, as those of a restored dump do. */
	async restore( name, { resetIds = true } = {} ) {
		const tables = await this.#tables();
		const copy = `${ this.database.name }_${ name }`;
		await this.database.sql(
			[
				'START TRANSACTION',
				...tables.flatMap( ( table ) => [ `DELETE FROM ${ table }`, `INSERT INTO ${ table } SELECT * FROM ${ copy }.${ table }` ] ),
				'COMMIT',
				...( resetIds
					? tables
							.filter( ( table ) => /posts$|_run$|_ledger$|_terms$/.test( table ) )
							.map( ( table ) => `ALTER TABLE ${ table } AUTO_INCREMENT = 1` )
					: [] ),
			].join( ';\n' )
		);
	}
}
