import type { CompleteRequest, Failure } from '../contract';
import type { MappingSnapshot } from './context';

type Notice = NonNullable< CompleteRequest[ 'notices' ] >[ number ];

const most = 100;

/** What an operator must hear once a run, and which belongs to no single record. */
export class Notices {
	private readonly byKey = new Map< string, Notice >();

	public add( mapping: Pick< MappingSnapshot, 'id' >, key: string, failure: Failure ): void {
		const unique = `${ mapping.id } ${ failure.code } ${ key }`;
		if ( ! this.byKey.has( unique ) && this.byKey.size < most ) {
			this.byKey.set( unique, { mapping_id: mapping.id, failure } );
		}
	}

	public unreadable( mapping: MappingSnapshot, path: string ): void {
		const field = mapping.fields.find( ( { from } ) => from === path ) ?? mapping.fields.find( ( { expression } ) => expression?.includes( path ) );
		this.add( mapping, path, {
			kind: 'config',
			code: 'field_unreadable',
			message: `${ field?.label ?? field?.to ?? path } of “${ mapping.name }” cannot be read: ${ mapping.sobject } has no field ${ path } that the integration user may see. What is stored is kept.`,
			actions: [ `Give the integration user access to ${ path }, or map another field.` ],
			details: { mapping: mapping.id, path, ...( field ? { field: field.to } : {} ) },
		} );
	}

	public unlabelled( mapping: MappingSnapshot, path: string, value: string ): void {
		this.add( mapping, path, {
			kind: 'config',
			code: 'label_unknown',
			message: `A value of ${ path } in “${ mapping.name }” has no label, for example “${ value.slice( 0, 80 ) }”: it is shown as Salesforce stores it.`,
			actions: [ `Add the value to the picklist ${ path } in Salesforce, or correct the records that hold it.` ],
			details: { mapping: mapping.id, path, value: value.slice( 0, 255 ) },
		} );
	}

	public all(): Notice[] {
		return [ ...this.byKey.values() ];
	}
}
