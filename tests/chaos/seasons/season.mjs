/**
 * Real seasons in an org that keeps its venues as Accounts, since those can be merged: a performance's house is a lookup.
 */
import { createRequire } from 'node:module';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../stack/lib/cache.mjs';
import { PERFORMANCE, PRODUCTION } from '../lib/oracle.mjs';

const { readProgramsFile, lookup } = createRequire( import.meta.url )( '../lib/simulator.cjs' );

export const ACCOUNT = 'Account';
export const HOUSE = 'House__c';
const stamp = ( ms ) => `${ new Date( Math.floor( ms / 1000 ) * 1000 ).toISOString().slice( 0, 19 ) }.000+0000`;

/** The folder of real seasons lies beside the repository, or where CALLBOARD_SEASONS says. Nothing of it is copied here. */
export function seasonFiles() {
	const folder = process.env.CALLBOARD_SEASONS ?? join( repository, '../shared/data/nyphil' );
	return existsSync( folder )
		? readdirSync( folder )
				.filter( ( name ) => name.endsWith( '.json.gz' ) )
				.sort()
				.map( ( name ) => join( folder, name ) )
		: [];
}

/** Answers `{ productions, performances, houses }`. */
export async function loadRealSeasons( simulator, files ) {
	const { world } = simulator;
	await world.seed( 'empty' );
	const { org } = world;
	org.addField( PERFORMANCE, lookup( HOUSE, ACCOUNT, 'House__r', 'Performances__r' ) );
	const { writer } = org;
	const houses = new Map();
	const counts = { productions: 0, performances: 0 };
	const long = stamp( org.clock.now() - 40 * 24 * 3600 * 1000 );
	const houseOf = ( { fields } ) => {
		const name = fields.PatronTicket__DisplayName__c;
		if ( ! houses.has( name ) ) {
			houses.set( name, writer.load( ACCOUNT, { Name: name }, long ) );
		}
		return houses.get( name );
	};
	for ( const file of files ) {
		const plan = await readProgramsFile( file, org.clock.now() );
		for ( const production of plan.productions ) {
			const id = writer.load( PRODUCTION, production.fields, long );
			counts.productions++;
			for ( const { venue, fields } of production.performances ) {
				const house = venue === null ? null : houseOf( plan.venues[ venue ] );
				writer.load( PERFORMANCE, { ...fields, PatronTicket__TicketableEvent__c: id, [ HOUSE ]: house }, long );
				counts.performances++;
			}
		}
	}
	return { ...counts, houses: houses.size };
}
