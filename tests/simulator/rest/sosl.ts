import { malformedSearch } from './search-terms';

/** One object of RETURNING, with what its brackets say in SOQL. */
export interface Returned {
	object: string;
	fields: string[];
	/** WHERE and ORDER BY, as they stand. */
	conditions: string;
	limit: number | null;
	offset: number;
}

export type FieldGroup = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE' | 'SIDEBAR';

interface Sosl {
	terms: string;
	group: FieldGroup;
	/** Empty: every object that can be searched. */
	returning: Returned[];
	limit: number | null;
	metadata: boolean;
}

const GROUPS: readonly FieldGroup[] = [ 'ALL', 'NAME', 'EMAIL', 'PHONE', 'SIDEBAR' ];

export const groupOf = ( written: string ): FieldGroup => {
	const group = GROUPS.find( ( one ) => one === written.toUpperCase() );
	if ( ! group ) {
		throw malformedSearch( `unexpected token: ${ written.slice( 0, 80 ) }` );
	}
	return group;
};

/** Splits at commas that stand in no brackets and no quotes. */
function splitList( text: string ): string[] {
	const parts: string[] = [];
	let depth = 0;
	let part = '';
	for ( const [ piece ] of text.matchAll( /'(?:\\.|[^'\\])*'|[\s\S]/g ) ) {
		depth += piece === '(' ? 1 : piece === ')' ? -1 : 0;
		if ( piece === ',' && depth === 0 ) {
			parts.push( part.trim() );
			part = '';
		} else {
			part += piece;
		}
	}
	return [ ...parts, part.trim() ];
}

function readReturned( text: string ): Returned {
	const parts = /^([A-Za-z]\w*)\s*(?:\(([\s\S]*)\))?$/.exec( text );
	if ( ! parts ) {
		throw malformedSearch( `unexpected token: ${ text.slice( 0, 80 ) || '<EOF>' }` );
	}
	const inner = /^([\s\S]*?)(?:\s+(?=WHERE\s|ORDER\s+BY\s|LIMIT\s|OFFSET\s)([\s\S]*))?$/i.exec( ( parts[ 2 ] ?? '' ).trim() );
	const rest = inner?.[ 2 ] ?? '';
	const tail = /(?:^|\s)(?:LIMIT\s+(\d{1,9}))?\s*(?:OFFSET\s+(\d{1,9}))?$/i.exec( rest );
	return {
		object: parts[ 1 ]!,
		fields: splitList( inner?.[ 1 ] ?? '' ).filter( ( field ) => field !== '' ),
		conditions: tail && tail[ 0 ].trim() !== '' ? rest.slice( 0, tail.index ) : rest,
		limit: tail?.[ 1 ] === undefined ? null : Number( tail[ 1 ] ),
		offset: Number( tail?.[ 2 ] ?? 0 ),
	};
}

/** `FIND {x} IN ALL FIELDS RETURNING Account(Id, Name WHERE … ORDER BY … LIMIT n), Contact WITH METADATA='LABELS' LIMIT n` (§2.2) */
export function readSosl( text: string ): Sosl {
	const parts =
		/^\s*FIND\s*\{((?:\\.|[^}\\])*)\}\s*(?:IN\s+(\w+)\s+FIELDS\s*)?(?:RETURNING\s+([\s\S]*?))?(?:\s*WITH\s+METADATA\s*=\s*'(LABELS)')?(?:\s*\bLIMIT\s+(\d{1,9}))?\s*$/i.exec(
			text
		);
	if ( ! parts ) {
		throw malformedSearch( 'unexpected token: a search is like FIND {words} IN ALL FIELDS RETURNING Account(Id, Name)' );
	}
	return {
		terms: parts[ 1 ]!,
		group: groupOf( parts[ 2 ] ?? 'ALL' ),
		returning: parts[ 3 ] === undefined ? [] : splitList( parts[ 3 ] ).map( readReturned ),
		metadata: parts[ 4 ] !== undefined,
		limit: parts[ 5 ] === undefined ? null : Number( parts[ 5 ] ),
	};
}
