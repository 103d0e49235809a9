import { notFound } from '../http/errors';
import { isObject, json, type Answer } from '../http/message';
import { normaliseId } from '../org/ids';
import type { SObject } from '../org/schema';
import { compositeOfTooling } from '../rest/composite';
import type { Call, Route } from '../rest/context';
import { basicInfo, describe, globalDescribe, objectOf } from '../rest/describe';
import { recordJson } from '../rest/records';
import { deployRoutes } from './deploy';
import { followFields } from './custom-fields';
import { toolingRecord, toolingUrls } from './envelope';
import { behindTooling, toolingMore, toolingQuery } from './query';
import { toolingRows } from './rows';
import { changeIn, createIn, removeIn } from './writes';

const objectIn = ( call: Call ): SObject => objectOf( behindTooling( call ) );

/** A describe, as it reads below /tooling: complex values are neither text nor filterable. */
function described( answer: Answer ): Answer {
	const body = toolingUrls( answer.body );
	if ( ! isObject( body ) || ! Array.isArray( body.fields ) ) {
		return { ...answer, body };
	}
	const fields = body.fields.map( ( field: unknown ) =>
		isObject( field ) && field.name === 'Metadata' ? { ...field, type: 'complexvalue', length: 0 } : field
	);
	return { ...answer, body: { ...body, fields } };
}

function read( call: Call ): Answer {
	const object = objectIn( call );
	const { id = '' } = call.params;
	const rows = object.virtual ? ( toolingRows[ object.name ]?.( call ) ?? [] ) : [ ...call.org.store.table( object.name ).all() ];
	const key = normaliseId( id ) ?? id;
	const row = rows.find( ( one ) => one.id === key && ! one.deleted );
	if ( ! row ) {
		throw notFound();
	}
	const fields = call.ask.query.get( 'fields' );
	const names = fields === null ? null : fields.split( ',' ).map( ( name ) => name.trim() );
	return json( toolingRecord( recordJson( behindTooling( call ), object, row, names ) ) );
}

/** What a subrequest took back is gone from the catalogue too. */
function toolingComposite( call: Call ): Answer {
	try {
		return compositeOfTooling( call );
	} finally {
		followFields( call.org );
	}
}

const root = ( call: Call ): Answer => {
	const base = `/services/data/${ call.version }/tooling`;
	return json( { tooling: base, query: `${ base }/query`, sobjects: `${ base }/sobjects`, composite: `${ base }/composite` } );
};

/** Tooling API (§12.1), and deploying by REST (§12.5). */
export const toolingRoutes: Route[] = [
	[ 'tooling', { GET: root } ],
	[ 'tooling/query', { GET: toolingQuery } ],
	[ 'tooling/query/:locator', { GET: toolingMore } ],
	[ 'tooling/sobjects', { GET: ( call ) => described( globalDescribe( behindTooling( call ) ) ) } ],
	[ 'tooling/sobjects/:type', { GET: ( call ) => described( basicInfo( behindTooling( call ) ) ), POST: ( call ) => createIn( call, objectIn( call ) ) } ],
	[ 'tooling/sobjects/:type/describe', { GET: ( call ) => described( describe( behindTooling( call ) ) ) } ],
	[
		'tooling/sobjects/:type/:id',
		{ GET: read, PATCH: ( call ) => changeIn( call, objectIn( call ) ), DELETE: ( call ) => removeIn( call, objectIn( call ) ) },
	],
	[ 'tooling/composite', { POST: toolingComposite } ],
	...deployRoutes,
];
