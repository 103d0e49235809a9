import { headerOf, json, type Answer } from '../http/message';
import { notFound } from '../http/errors';
import { MASTER_RECORD_TYPE, recordTypesOf } from '../org/record-types';
import { findField, type SObject } from '../org/schema';
import type { Row } from '../org/store';
import { versionNumber, type Call } from './context';
import { describeField, picklistValues } from './describe-field';
import { childRelationships, pageUrls, summary, supportedScopes, type Seen } from './describe-object';

/** The first version whose describe says how full it is (§2.4). */
const SAYS_HOW_FULL = 57;

/** 304 when the caller has seen this schema already (§2.8). */
function unlessUnchanged( call: Call, body: () => unknown ): Answer {
	const changedAt = Math.floor( call.schema.changedAt / 1000 ) * 1000;
	const seen = Date.parse( headerOf( call.ask, 'if-modified-since' ) ?? '' );
	const headers = { 'Last-Modified': new Date( changedAt ).toUTCString() };
	return seen >= changedAt ? { status: 304, headers } : { ...json( body() ), headers };
}

export function objectOf( call: Call ): SObject {
	const object = call.schema.find( call.params.type ?? '' );
	if ( ! object ) {
		throw notFound();
	}
	return object;
}

const seenBy = ( call: Call, object: SObject ): Seen => ( {
	object,
	rights: call.access.objectRights( call.schema.stored( object.name ) ?? object ),
	base: `/services/data/${ call.version }/sobjects/${ object.name }`,
} );

export const globalDescribe = ( call: Call ): Answer =>
	unlessUnchanged( call, () => ( {
		encoding: 'UTF-8',
		maxBatchSize: 200,
		sobjects: call.schema
			.all()
			.sort( ( a, b ) => ( a.name < b.name ? -1 : 1 ) )
			.map( ( object ) => summary( seenBy( call, object ) ) ),
	} ) );

export const basicInfo = ( call: Call ): Answer =>
	json( {
		objectDescribe: summary( seenBy( call, objectOf( call ) ) ),
		recentItems: [],
	} );

interface RecordTypeInfo {
	id: string;
	name: string;
	developerName: string;
	active: boolean;
	isDefault: boolean;
}

/** The types of an object; without any, or beside them, there is always Master (§2.4). */
function recordTypes( call: Call, object: SObject ): RecordTypeInfo[] {
	const own = findField( object, 'RecordTypeId' ) ? recordTypesOf( call.org, object.name ) : [];
	const infos = own.map( ( row: Row ) => ( {
		id: row.id,
		name: String( row.values.Name ),
		developerName: String( row.values.DeveloperName ),
		active: row.values.IsActive === true,
		isDefault: call.org.recordTypes.isDefault( row.id ),
	} ) );
	const chosen = infos.some( ( { isDefault } ) => isDefault );
	return [ ...infos, { id: MASTER_RECORD_TYPE, name: 'Master', developerName: 'Master', active: true, isDefault: ! chosen } ];
}

function recordTypeInfo( call: Call, object: SObject, { id, name, developerName, active, isDefault }: RecordTypeInfo ): Record< string, unknown > {
	const layout = `${ seenBy( call, object ).base }/describe/layouts/${ id }`;
	return {
		active,
		available: active,
		defaultRecordTypeMapping: isDefault,
		developerName,
		master: id === MASTER_RECORD_TYPE,
		name,
		recordTypeId: id,
		urls: { layout },
	};
}

export function describe( call: Call ): Answer {
	const object = objectOf( call );
	return unlessUnchanged( call, () => {
		const seen = seenBy( call, object );
		const entry = summary( seen );
		return {
			actionOverrides: [],
			...entry,
			childRelationships: childRelationships( call.schema, object ),
			compactLayoutable: entry.layoutable,
			defaultImplementation: null,
			extendedBy: null,
			extendsInterfaces: null,
			fields: object.fields.map( ( field ) => describeField( object, field ) ),
			implementedBy: null,
			implementsInterfaces: null,
			listviewable: null,
			lookupLayoutable: null,
			namedLayoutInfos: [],
			networkScopeFieldName: null,
			recordTypeInfos: recordTypes( call, object ).map( ( type ) => recordTypeInfo( call, object, type ) ),
			searchLayoutable: entry.searchable,
			...( versionNumber( call ) >= SAYS_HOW_FULL ? { sobjectDescribeOption: 'FULL' } : {} ),
			supportedScopes: supportedScopes( object ),
			urls: pageUrls( object, seen.base, call.world.url ),
		};
	} );
}

/** Which values of each picklist go with which record type; the layouts themselves are not imitated. */
export function layouts( call: Call ): Answer {
	const object = objectOf( call );
	const choices = object.fields.filter( ( field ) => field.type === 'picklist' || field.type === 'multipicklist' );
	return json( {
		layouts: [],
		recordTypeMappings: recordTypes( call, object ).map( ( type ) => {
			const { recordTypeId, urls, ...info } = recordTypeInfo( call, object, type );
			return {
				...info,
				layoutId: null,
				picklistsForRecordType: choices.map( ( field ) => ( {
					picklistName: field.name,
					picklistValues: picklistValues( field, call.org.recordTypes.valuesOf( type.id, field ) ),
				} ) ),
				recordTypeId,
				urls,
			};
		} ),
		recordTypeSelectorRequired: [ false ],
	} );
}
