import type { Describe, SourceRecord } from '../mapping';
import type { RowShape } from './port';

type Cells = readonly string[];
type Convert = ( text: string ) => unknown;

const numberOf: Convert = ( text ) => ( Number.isFinite( Number( text ) ) ? Number( text ) : text );

/** What JSON says by its notation, CSV leaves to describe. Everything else is text in both. */
const byType: Readonly< Record< string, Convert > > = {
	boolean: ( text ) => text === 'true',
	int: numberOf,
	long: numberOf,
	double: numberOf,
	currency: numberOf,
	percent: numberOf,
	// REST writes the zone as +0000, results of jobs as Z.
	datetime: ( text ) => ( text.endsWith( 'Z' ) ? `${ text.slice( 0, -1 ) }+0000` : text ),
};

const asIs: Convert = ( text ) => text;

const same = ( left: string, right: string ): boolean => left.toLowerCase() === right.toLowerCase();

interface Column {
	/** What is left of the path below this object. */
	readonly names: readonly string[];
	readonly index: number;
	readonly wanted: boolean;
}

/** One object of a row: the record itself, or one of its parents. A parent may be of several types, told by its id. */
class RowObject {
	private readonly idIndex: number;
	/** How the ids of what may stand here begin, in the order of `types`. */
	private readonly prefixes: ( string | null )[];
	private readonly own: { name: string; index: number; converts: Convert[] }[];
	private readonly parents: { name: string; object: RowObject }[];

	public constructor(
		columns: readonly Column[],
		types: readonly string[],
		private readonly shape: RowShape
	) {
		this.prefixes = types.map( ( type ) => this.describe( type )?.keyPrefix ?? null );
		const own = columns.filter( ( { names } ) => names.length === 1 );
		this.idIndex = own.find( ( { names } ) => same( names[ 0 ] ?? '', 'Id' ) )?.index ?? -1;
		this.own = own
			.filter( ( { wanted } ) => wanted )
			.map( ( { names: [ name = '' ], index } ) => ( { name, index, converts: types.map( ( type ) => this.convertOf( type, name ) ) } ) );
		const below = columns.filter( ( { names } ) => names.length > 1 );
		const relations = [ ...new Set( below.map( ( { names } ) => names[ 0 ] ?? '' ) ) ];
		this.parents = relations.map( ( name ) => ( {
			name,
			object: new RowObject(
				below.filter( ( { names } ) => names[ 0 ] === name ).map( ( column ) => ( { ...column, names: column.names.slice( 1 ) } ) ),
				this.targetsOf( name, types ),
				shape
			),
		} ) );
	}

	public read( cells: Cells ): SourceRecord | null {
		const id = this.idIndex < 0 ? null : ( cells[ this.idIndex ] ?? '' );
		if ( id === '' ) {
			return null;
		}
		const at = id === null ? 0 : this.kindOf( id );
		const record: Record< string, unknown > = {};
		for ( const { name, index, converts } of this.own ) {
			const text = cells[ index ] ?? '';
			record[ name ] = text === '' ? null : ( converts[ at ] ?? asIs )( text );
		}
		for ( const { name, object } of this.parents ) {
			record[ name ] = object.read( cells );
		}
		return record;
	}

	private kindOf( id: string ): number {
		return Math.max(
			0,
			this.prefixes.findIndex( ( prefix ) => prefix !== null && id.startsWith( prefix ) )
		);
	}

	private describe( type: string | undefined ): Describe | undefined {
		return this.shape.describes.get( ( type ?? '' ).toLowerCase() );
	}

	private convertOf( type: string, name: string ): Convert {
		const field = this.describe( type )?.fields.find( ( one ) => same( one.name, name ) );
		return byType[ field?.type ?? '' ] ?? asIs;
	}

	private targetsOf( relation: string, types: readonly string[] ): string[] {
		const fields = types.flatMap( ( type ) => this.describe( type )?.fields ?? [] );
		return [ ...new Set( fields.filter( ( one ) => same( one.relationshipName ?? '', relation ) ).flatMap( ( one ) => one.referenceTo ?? [] ) ) ];
	}
}

/** Lines back to the records REST would have answered, type by type and parent by parent; without `attributes`, which nobody reads. */
export function recordReader( header: readonly string[], shape: RowShape ): ( cells: Cells ) => SourceRecord {
	const selected = new Set( shape.paths.map( ( path ) => path.toLowerCase() ) );
	const columns = header.map( ( path, index ) => ( { names: path.split( '.' ), index, wanted: selected.has( path.toLowerCase() ) } ) );
	const row = new RowObject( columns, [ shape.sobject ], shape );
	return ( cells ) => row.read( cells ) ?? {};
}
