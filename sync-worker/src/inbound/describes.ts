import { selectList, type CompiledMapping, type Describe } from '../mapping';
import type { Answer, Salesforce } from '../salesforce/port';

/** An object, and the paths that are read from it. */
interface Visited {
	readonly sobject: string;
	readonly paths: readonly string[];
}

/** The object of a mapping, then every parent its paths lead through, each generation in one call. */
export async function describesFor(
	mapping: CompiledMapping,
	salesforce: Salesforce,
	paths: readonly string[] = selectList( mapping ).paths
): Promise< Map< string, Describe > > {
	const { sobject } = mapping.mapping;
	const describes = new Map( [ [ sobject.toLowerCase(), await salesforce.describe( sobject ) ] ] );
	for ( let level = parentsOf( { sobject, paths }, describes ); level.length > 0; level = level.flatMap( ( one ) => parentsOf( one, describes ) ) ) {
		const names = new Map( level.map( ( one ) => [ one.sobject.toLowerCase(), one.sobject ] as const ) );
		const unknown = [ ...names.keys() ].filter( ( name ) => ! describes.has( name ) );
		const answers = await salesforce.describeAll( unknown.map( ( name ) => names.get( name ) ?? name ) );
		for ( const [ index, name ] of unknown.entries() ) {
			const answer = answers[ index ];
			if ( answer ) {
				describes.set( name, parentIn( answer, names.get( name ) ?? name ) );
			}
		}
	}
	return describes;
}

function parentsOf( { sobject, paths }: Visited, describes: ReadonlyMap< string, Describe > ): Visited[] {
	return ( describes.get( sobject.toLowerCase() )?.fields ?? [] ).flatMap( ( field ) => {
		const prefix = `${ field.relationshipName ?? '' }.`.toLowerCase();
		const below = paths.filter( ( path ) => prefix !== '.' && path.toLowerCase().startsWith( prefix ) ).map( ( path ) => path.slice( prefix.length ) );
		return below.length === 0 ? [] : ( field.referenceTo ?? [] ).map( ( target ) => ( { sobject: target, paths: below } ) );
	} );
}

/** A parent whose object may not be seen has no field that may be read; the record itself goes on. */
function parentIn( answer: Answer< Describe >, sobject: string ): Describe {
	if ( answer.ok ) {
		return answer.value;
	}
	if ( [ 'salesforce_object_missing', 'salesforce_not_found' ].includes( answer.failure.code ) ) {
		return { name: sobject, fields: [] };
	}
	throw answer.failure;
}
