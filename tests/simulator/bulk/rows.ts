import { badRequest } from '../http/errors';
import { normaliseId } from '../org/ids';
import type { Fields, Writer } from '../org/write';
import type { Column } from './columns';

export const OPERATIONS = [ 'insert', 'update', 'upsert', 'delete', 'hardDelete' ] as const;
export type Operation = ( typeof OPERATIONS )[ number ];

/** What is to be done with every row of a job. */
export interface RowPlan {
	object: string;
	operation: Operation;
	/** Key of an upsert. */
	key: string | null;
	columns: Column[];
}

export interface Written {
	id: string;
	created: boolean;
}

const NULL = '#N/A';

const readBoolean = ( text: string ): string => ( text === '1' ? 'true' : text === '0' ? 'false' : text );

/** An empty field is as good as absent; `#N/A` empties it (§4.2). */
function inputOf( columns: Column[], cells: string[] ): Fields {
	const input: Fields = {};
	columns.forEach( ( column, index ) => {
		const cell = cells[ index ] ?? '';
		if ( cell === '' || column.kind === 'id' ) {
			return;
		}
		if ( column.kind === 'field' ) {
			input[ column.field.name ] = cell === NULL ? null : column.field.type === 'boolean' ? readBoolean( cell ) : cell;
		} else if ( cell === NULL ) {
			input[ column.relation.name ] = null;
		} else {
			input[ column.relation.relationshipName! ] = { attributes: { type: column.target.name }, [ column.key.name ]: cell };
		}
	} );
	return input;
}

/** The value of the Id column; empty when there is none. */
export function idOf( columns: Column[], cells: string[] ): string {
	const id = cells[ columns.findIndex( ( column ) => column.kind === 'id' ) ] ?? '';
	return id === NULL ? '' : ( normaliseId( id ) ?? id );
}

function knownId( plan: RowPlan, cells: string[] ): string {
	const id = idOf( plan.columns, cells );
	if ( id === '' ) {
		throw badRequest( 'MISSING_ARGUMENT', `Id not specified in ${ plan.operation === 'update' ? 'an' : 'a' } ${ plan.operation } call` );
	}
	return id;
}

function upsert( writer: Writer, { object, key, columns }: RowPlan, cells: string[] ): Written {
	const id = idOf( columns, cells );
	const input = inputOf( columns, cells );
	if ( key === null || key === 'Id' ) {
		if ( id === '' ) {
			return { id: writer.create( object, input ), created: true };
		}
		writer.update( object, id, input );
		return { id, created: false };
	}
	const value = input[ key ] ?? null;
	return writer.upsert( object, { field: key, value }, id === '' ? input : { ...input, Id: id } );
}

/** One row through the same write path as REST; throws what refuses it. */
export function writeRow( writer: Writer, plan: RowPlan, cells: string[] ): Written {
	const { object, operation, columns } = plan;
	switch ( operation ) {
		case 'insert': {
			const id = idOf( columns, cells );
			const input = inputOf( columns, cells );
			return { id: writer.create( object, id === '' ? input : { ...input, Id: id } ), created: true };
		}
		case 'upsert':
			return upsert( writer, plan, cells );
		case 'update': {
			const id = knownId( plan, cells );
			writer.update( object, id, inputOf( columns, cells ) );
			return { id, created: false };
		}
		default: {
			const id = knownId( plan, cells );
			writer[ operation === 'delete' ? 'delete' : 'purge' ]( object, id );
			return { id, created: false };
		}
	}
}
