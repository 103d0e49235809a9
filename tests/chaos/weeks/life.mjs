/**
 * A house that lives through its weeks: who comes by, what is noticed, and what is kept for the report.
 */
import { Line } from '../lib/line.mjs';
import { work } from '../lib/worker.mjs';

const MINUTE = 60_000;
// Real time: a slow machine must not look like a fault.
const PATIENCE_MS = 60_000;

const lastPolls = "SELECT JSON_OBJECT( 'state', state, 'at', finished_ms ) FROM wp_callboard_run WHERE kind = 'incremental' ORDER BY id DESC LIMIT 1";

export class Life {
	/** What was seen to happen, by name: the report holds it against the calendar. */
	evidence = {};
	edits = {};
	wrong = [];
	visits = [];
	/** What a person did, and whether it was what the sync waited for. */
	people = [];
	drift = [];
	handovers = [];
	held = new Map();
	/** Twins that a person has listed beside the other. */
	separate = new Set();
	/** Short descriptions that editors wrote. */
	words = new Map();
	away = { salesforce: false, wordpress: false, database: false };
	release = 0;
	callsOfOthers = 0;

	constructor( house, random ) {
		Object.assign( this, { house, random } );
	}

	get now() {
		return this.house.org.clock.now();
	}

	/** Everybody who is asked in these files takes this. */
	get tools() {
		return {
			house: this.house,
			org: this.house.org,
			random: this.random,
			words: this.words,
			hides: 0,
			count: () => undefined,
		};
	}

	get version() {
		return `0.1.${ this.release }`;
	}

	/** Can WordPress be asked anything? */
	get isReachable() {
		return ! this.away.wordpress && ! this.away.database;
	}

	/** Time goes by until then; it never goes back. */
	until( ms ) {
		this.house.advance( Math.max( 0, ms - this.now ) );
	}

	show( name, n = 1 ) {
		this.evidence[ name ] = ( this.evidence[ name ] ?? 0 ) + n;
	}

	/** What must be so; what is not makes the day a red one. */
	expect( isSo, words ) {
		if ( ! isSo ) {
			this.wrong.push( words );
		}
		return isSo;
	}

	/** `cures`: the sync had waited for it. */
	person( what, { cures = false } = {} ) {
		this.people.push( { at: this.now, what, cures } );
	}

	line( options = {} ) {
		return new Line( { version: this.version, ...options } );
	}

	/** A worker comes by; one that dies there has noticed nothing. */
	async sync( line = this.line() ) {
		const result = await work( this.house, line, PATIENCE_MS );
		if ( ! line.struck ) {
			this.visits.push( { at: this.now, error: result.error ? ( result.error.code ?? result.error.message ) : null } );
		}
		return result;
	}

	/** A worker each minute until the org has been read without a failure. */
	async untilWell( minutes = 20 ) {
		const begun = this.now;
		for ( let n = 0; n < minutes; n++ ) {
			this.house.advance( MINUTE + 1000 );
			await this.sync();
			const [ last ] = await this.house.database.rows( lastPolls );
			if ( last?.state === 'succeeded' && last.at > begun ) {
				return true;
			}
		}
		return this.expect( false, `A sync does not go well within ${ minutes } minutes.` );
	}
}
