import type { Describe } from './select';

/** Labels of one picklist by API value, in the language of the integration user. */
export interface Labels {
	readonly byValue: ReadonlyMap< string, string >;
	/** Several values in one text, with `;` between them. */
	readonly multiple: boolean;
}

const same = ( left: string, right: string ): boolean => left.toLowerCase() === right.toLowerCase();

/** Follows a path through parents to the picklist at its end; nothing when that field is none. */
export function labelsAt( path: string, object: string, describes: ReadonlyMap< string, Describe > ): Labels | undefined {
	const fields = describes.get( object.toLowerCase() )?.fields ?? [];
	const [ first = '', ...rest ] = path.split( '.' );
	if ( rest.length > 0 ) {
		const targets = fields.find( ( { relationshipName } ) => relationshipName && same( relationshipName, first ) )?.referenceTo ?? [];
		for ( const target of targets ) {
			const found = labelsAt( rest.join( '.' ), target, describes );
			if ( found ) {
				return found;
			}
		}
		return undefined;
	}
	const field = fields.find( ( { name } ) => same( name, first ) );
	if ( ! field?.picklistValues ) {
		return undefined;
	}
	const byValue = new Map( field.picklistValues.map( ( { value, label } ) => [ value, label || value ] ) );
	return { byValue, multiple: field.type === 'multipicklist' };
}
