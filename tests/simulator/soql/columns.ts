import { isNumber, type Field, type SObject } from '../org/schema';
import type { Column } from './aggregate';
import { isTextual } from './compare';
import type { Entry, Shape } from './shape';

/** What `columns=true` tells of one column (§9.1). */
interface ColumnMetadata {
	aggregate: boolean;
	apexType: string | null;
	booleanType: boolean;
	columnName: string;
	custom: boolean;
	displayName: string;
	foreignKeyName: string | null;
	insertable: boolean;
	joinColumns: ColumnMetadata[];
	numberType: boolean;
	textType: boolean;
	updatable: boolean;
}

export interface Columns {
	columnMetadata: ColumnMetadata[];
	entityName: string;
	groupBy: boolean;
	idSelected: boolean;
	keyPrefix: string | null;
}

const APEX_TYPES: Partial< Record< Field[ 'type' ], string > > = {
	id: 'Id',
	reference: 'Id',
	boolean: 'Boolean',
	currency: 'Double',
	double: 'Double',
	percent: 'Double',
	int: 'Integer',
	date: 'Date',
	datetime: 'Datetime',
	time: 'Time',
	base64: 'Blob',
	address: 'Address',
};

const blank = ( columnName: string ): ColumnMetadata => ( {
	aggregate: false,
	apexType: null,
	booleanType: false,
	columnName,
	custom: false,
	displayName: columnName,
	foreignKeyName: null,
	insertable: false,
	joinColumns: [],
	numberType: false,
	textType: false,
	updatable: false,
} );

function typed( name: string, field: Field ): ColumnMetadata {
	return {
		...blank( name ),
		apexType: APEX_TYPES[ field.type ] ?? 'String',
		booleanType: field.type === 'boolean',
		numberType: isNumber( field ),
		textType: isTextual( field ) || field.type === 'id' || field.type === 'reference',
	};
}

function entryColumn( entry: Entry ): ColumnMetadata {
	switch ( entry.kind ) {
		case 'parent': {
			const { reference } = entry.step;
			return { ...blank( entry.name ), custom: reference.custom, foreignKeyName: reference.name, joinColumns: shapeColumns( entry.shape ) };
		}
		case 'children':
			return { ...blank( entry.name ), aggregate: true, joinColumns: shapeColumns( entry.shape ) };
		default: {
			const { field } = entry;
			const column = typed( entry.name, field );
			return { ...column, displayName: entry.display, custom: field.custom, insertable: field.createable, updatable: field.updateable };
		}
	}
}

const shapeColumns = ( shape: Shape ): ColumnMetadata[] => shape.list().map( entryColumn );

const about = ( object: SObject ): Pick< Columns, 'entityName' | 'keyPrefix' > => ( { entityName: object.name, keyPrefix: object.keyPrefix } );

export const columnsOfShape = ( shape: Shape ): Columns => ( {
	columnMetadata: shapeColumns( shape ),
	groupBy: false,
	idSelected: shape.list().some( ( entry ) => entry.kind === 'value' && entry.name === 'Id' ),
	...about( shape.object ),
} );

/** COUNT() has no columns at all. */
export const columnsOfGroups = ( object: SObject, columns: Column[], groupBy: boolean ): Columns => ( {
	columnMetadata: columns.map( ( column ) => ( {
		...typed( column.name, column.field ),
		aggregate: column.computed,
		displayName: column.computed ? column.display : column.name,
		custom: ! column.computed && column.field.custom,
	} ) ),
	groupBy,
	idSelected: false,
	...about( object ),
} );
