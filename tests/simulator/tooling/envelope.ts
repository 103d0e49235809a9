import { isObject, type Answer } from '../http/message';

type Json = Record< string, unknown >;

function metadataIn( value: string ): unknown {
	try {
		return JSON.parse( value ) as unknown;
	} catch {
		return value;
	}
}

/** Below /tooling, record URLs say so, and Metadata is an object rather than a text. */
export function toolingRecord( record: unknown ): unknown {
	if ( ! isObject( record ) ) {
		return record;
	}
	return Object.fromEntries(
		Object.entries( record ).map( ( [ name, value ] ): [ string, unknown ] => {
			if ( name === 'attributes' && isObject( value ) && typeof value.url === 'string' ) {
				return [ name, { ...value, url: value.url.replace( /\/sobjects\//, '/tooling/sobjects/' ) } ];
			}
			return [ name, name === 'Metadata' && typeof value === 'string' ? metadataIn( value ) : nested( value ) ];
		} )
	);
}

function nested( value: unknown ): unknown {
	if ( isObject( value ) && Array.isArray( value.records ) ) {
		return { ...value, records: value.records.map( toolingRecord ) };
	}
	return isObject( value ) && 'attributes' in value ? toolingRecord( value ) : value;
}

/** `size`, `entityTypeName` and `queryLocator` besides what `/query` answers (§12.1). */
export function toolingPage( answer: Answer, entity: string ): Answer {
	const body: Json = isObject( answer.body ) ? answer.body : {};
	const records = Array.isArray( body.records ) ? body.records : [];
	const next = typeof body.nextRecordsUrl === 'string' ? body.nextRecordsUrl.replace( '/query/', '/tooling/query/' ) : null;
	return {
		...answer,
		body: {
			size: records.length,
			totalSize: body.totalSize,
			done: body.done,
			queryLocator: next,
			...( next === null ? {} : { nextRecordsUrl: next } ),
			entityTypeName: records.length === 0 ? null : entity,
			records: records.map( toolingRecord ),
		},
	};
}

/** Every URL of a describe leads below /tooling. */
export function toolingUrls( value: unknown ): unknown {
	if ( typeof value === 'string' ) {
		return value.replace( /^(\/services\/data\/v\d\d\.0)\/sobjects(?=\/|$)/, '$1/tooling/sobjects' );
	}
	if ( Array.isArray( value ) ) {
		return value.map( toolingUrls );
	}
	return isObject( value ) ? Object.fromEntries( Object.entries( value ).map( ( [ name, one ] ) => [ name, toolingUrls( one ) ] ) ) : value;
}
