import { badRequest } from '../http/errors';
import { isObject, type Answer } from '../http/message';
import type { Call } from '../rest/context';
import { more, query } from '../rest/query';
import { toolingPage } from './envelope';
import { isSelected, parsed } from './restrictions';

const MAX_ENTITIES = 2000;
const WHOLE = [ 'Metadata', 'FullName' ];

/** The same user, seeing what the Tooling API shows (§12.1). */
export const behindTooling = ( call: Call ): Call => ( { ...call, access: call.access.tooling, schema: call.access.tooling.schema } );

function refuseSeveral( call: Call, size: number ): void {
	const read = parsed( call );
	if ( size > 1 && WHOLE.some( ( name ) => isSelected( read, name ) ) ) {
		throw badRequest(
			'MALFORMED_QUERY',
			`When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval. Result size: ${ size }`
		);
	}
}

export function toolingQuery( call: Call ): Answer {
	const answer = query( false )( behindTooling( call ) );
	const body = isObject( answer.body ) ? answer.body : {};
	if ( 'columnMetadata' in body ) {
		return answer;
	}
	const read = parsed( call );
	const entity = call.access.tooling.schema.find( read?.sObject ?? '' )?.name ?? '';
	refuseSeveral( call, Number( body.totalSize ) );
	if ( entity === 'EntityDefinition' && ( body.done === false || Number( body.totalSize ) > MAX_ENTITIES ) ) {
		throw badRequest( 'EXCEEDED_ID_LIMIT', 'EntityDefinition does not support queryMore(), use LIMIT to restrict the results to a single batch' );
	}
	const grouped = ( read?.fields ?? [] ).some( ( { type } ) => type === 'FieldFunctionExpression' );
	return toolingPage( answer, grouped ? 'AggregateResult' : entity );
}

export const toolingMore = ( call: Call ): Answer => toolingPage( more( behindTooling( call ) ), '' );
