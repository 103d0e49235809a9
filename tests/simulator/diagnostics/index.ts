import { notFound } from '../http/errors';
import { json, type Answer } from '../http/message';
import { makeId, normaliseId } from '../org/ids';
import { toStamp } from '../org/clock';
import { newRow, type Row } from '../org/store';
import type { Call, Route } from '../rest/context';
import { objectOf } from '../rest/describe';
import { recordJson } from '../rest/records';
import { eventFiles, type EventFile } from './event-files';
import { userRecordAccess } from './record-access';

export { auditSetup } from './audit';
export { noteSignIn } from './sign-ins';

/** Everyone sees their own attempts, whoever manages users sees all (§14). */
function loginHistory( { org, access }: Call ): Row[] {
	return org.logins
		.all()
		.map( ( login, index ) => ( { login, id: makeId( '0Ya', index ) } ) )
		.filter( ( { login } ) => login.userId !== null && ( login.userId === access.userId || access.may( 'ManageUsers' ) ) )
		.map( ( { login, id } ) =>
			newRow( 'LoginHistory', id, {
				Id: id,
				UserId: login.userId,
				LoginTime: toStamp( login.at ),
				LoginType: login.type,
				LoginSubType: login.subType,
				Status: login.status,
				SourceIp: login.sourceIp,
				Application: login.application,
				Browser: login.browser,
				Platform: 'Unknown',
				LoginUrl: 'login.salesforce.com',
				ApiType: login.apiVersion === null ? null : 'SOAP Partner',
				ApiVersion: login.apiVersion,
				ClientVersion: null,
			} )
		);
}

export const diagnosticRows: Readonly< Record< string, ( call: Call ) => Row[] > > = {
	EventLogFile: ( { world } ) => eventFiles( world ).map( ( { row } ) => row ),
	LoginHistory: loginHistory,
	UserRecordAccess: userRecordAccess,
};

function fileIn( call: Call ): EventFile {
	objectOf( { ...call, params: { type: 'EventLogFile' } } );
	const id = normaliseId( call.params.id ?? '' );
	const file = eventFiles( call.world ).find( ( { row } ) => row.id === id );
	if ( ! file ) {
		throw notFound();
	}
	return file;
}

function read( call: Call ): Answer {
	const object = objectOf( { ...call, params: { type: 'EventLogFile' } } );
	const fields = call.ask.query.get( 'fields' );
	return json( recordJson( call, object, fileIn( call ).row, fields === null ? null : fields.split( ',' ).map( ( name ) => name.trim() ) ) );
}

export const diagnosticRoutes: Route[] = [
	[ 'sobjects/EventLogFile/:id', { GET: read } ],
	[ 'sobjects/EventLogFile/:id/LogFile', { GET: ( call ) => ( { status: 200, type: 'text/csv', body: fileIn( call ).csv } ) } ],
];
