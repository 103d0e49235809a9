import { ApiError } from '../http/errors';
import type { Access } from './access';
import type { Org } from './org';
import type { Value } from './schema';
import type { Actor, Row, Values } from './store';

type DuplicateMode = 'alert' | 'block';

interface Asked {
	org: Org;
	type: string;
	id: string | null;
	values: Values;
	previous: Values | null;
	access: Access;
	actor: Actor;
	/** The caller has seen the alert and goes on. */
	allowed: boolean;
}

/** What the standard rules of people compare: the e-mail, or both names and the company (§2.6). */
const COMPANY: Readonly< Record< string, string > > = { Contact: 'AccountId', Lead: 'Company' };
const ALERT = 'Use one of these records?';

export const hasDuplicateRule = ( type: string ): boolean => type in COMPANY;

const plain = ( value: Value | undefined ): string =>
	String( value ?? '' )
		.trim()
		.toLowerCase();

function keysOf( type: string, values: Values ): string[] {
	const email = plain( values.Email );
	const name = [ plain( values.LastName ), plain( values.FirstName ), plain( values[ COMPANY[ type ]! ] ) ];
	return [ ...( email === '' ? [] : [ `email ${ email }` ] ), ...( name.includes( '' ) ? [] : [ JSON.stringify( name ) ] ) ];
}

/** Rows worth comparing; companies of leads are no key of theirs, so all leads are. */
function likely( org: Org, type: string, values: Values ): Row[] {
	const table = org.store.table( type );
	const company = COMPANY[ type ]!;
	return table.isIndexed( 'Email' ) && table.isIndexed( company )
		? [ ...new Set( [ ...table.by( 'Email', values.Email ?? null ), ...table.by( company, values[ company ] ?? null ) ] ) ]
		: [ ...table.all() ];
}

const versionOf = ( { origin }: Actor ): string => /\/(\d+\.0)/.exec( origin )?.[ 1 ] ?? '66.0';

function resultOf( type: string, mode: DuplicateMode, matches: Row[], version: string ): Record< string, unknown > {
	return {
		allowSave: mode === 'alert',
		duplicateRule: `Standard_${ type }_Duplicate_Rule`,
		duplicateRuleEntityType: type,
		errorMessage: ALERT,
		matchResults: [
			{
				entityType: type,
				errors: [],
				matchEngine: 'FuzzyMatchEngine',
				matchRecords: matches.map( ( { id } ) => ( {
					additionalInformation: [],
					fieldDiffs: [],
					matchConfidence: 100.0,
					record: { attributes: { type, url: `/services/data/v${ version }/sobjects/${ type }/${ id }` }, Id: id },
				} ) ),
				rule: `Standard_${ type }_Match_Rule_v1_1`,
				size: matches.length,
				success: true,
			},
		],
	};
}

/** The standard duplicate rules of contacts and leads: every new org has them, here they start switched off. */
export class DuplicateRules {
	private readonly modes = new Map< string, DuplicateMode >();

	set( type: string, mode: DuplicateMode | 'off' ): void {
		if ( mode === 'off' ) {
			this.modes.delete( type );
		} else {
			this.modes.set( type, mode );
		}
	}

	clear(): void {
		this.modes.clear();
	}

	check( asked: Asked ): void {
		const mode = this.modes.get( asked.type );
		if ( ! mode || ( mode === 'alert' && asked.allowed ) ) {
			return;
		}
		const matches = this.matches( asked );
		if ( matches.length > 0 ) {
			const duplicateResult = resultOf( asked.type, mode, matches, versionOf( asked.actor ) );
			throw new ApiError( 400, [ { duplicateResult, errorCode: 'DUPLICATES_DETECTED', message: ALERT } ] );
		}
	}

	/** Only what the writer changes is held against the others. */
	private matches( { org, type, id, values, previous, access }: Asked ): Row[] {
		const old = new Set( previous ? keysOf( type, previous ) : [] );
		const keys = keysOf( type, values ).filter( ( key ) => ! old.has( key ) );
		if ( keys.length === 0 ) {
			return [];
		}
		return likely( org, type, values ).filter(
			( row ) => ! row.deleted && row.id !== id && access.sees( row ) && keysOf( type, row.values ).some( ( key ) => keys.includes( key ) )
		);
	}
}
