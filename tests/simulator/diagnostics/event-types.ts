import type { LogEntry } from '../http/log';
import type { Login } from '../org/logins';
import type { World } from '../world';

/** One line of a log file: its columns by name. */
export interface LogLine {
	at: number;
	columns: Record< string, string | number >;
}

const DATA = /^\/services\/data\/v(\d\d\.\d)\/?([^?]*)/;

const stamp = ( at: number ): string => new Date( at ).toISOString();
const compact = ( at: number ): string => stamp( at ).replace( /[-:TZ]/g, '' );
const common = ( world: World, type: string, at: number ): Record< string, string > => ( {
	EVENT_TYPE: type,
	TIMESTAMP: compact( at ),
	ORGANIZATION_ID: world.org.id.slice( 0, 15 ),
} );

const who = ( world: World, entry: LogEntry ): Record< string, string > => ( {
	USER_ID: ( entry.userId ?? '' ).slice( 0, 15 ),
	USER_NAME: world.org.people.find( ( { userId } ) => userId === entry.userId )?.username ?? '',
	REQUEST_ID: entry.requestId ?? '',
	CLIENT_IP: entry.from ?? '',
} );

interface ApiCall {
	entry: LogEntry;
	at: number;
	family: string;
	version: string;
	resource: string;
}

const FAMILIES: readonly [ RegExp, string ][] = [
	[ /^\/services\/data\/v\d\d\.\d\/jobs(?:\/|$)/, 'Bulk' ],
	[ /^\/services\/data\//, 'REST' ],
	[ /^\/services\/Soap\//, 'SOAP' ],
	[ /^\/services\/apexrest/, 'Apex REST' ],
];

/** Calls of somebody who was signed in; a composite is one of them (§14). */
const apiCalls = ( world: World ): ApiCall[] =>
	world.log.since( 0 ).flatMap( ( entry ) => {
		const family = FAMILIES.find( ( [ pattern ] ) => pattern.test( entry.path ) )?.[ 1 ];
		if ( family === undefined || entry.userId === undefined ) {
			return [];
		}
		const parts = DATA.exec( entry.path );
		const path = entry.path.split( '?' )[ 0 ]!;
		return [
			{
				entry,
				at: Date.parse( entry.at.replace( '+0000', 'Z' ) ),
				family,
				version: parts?.[ 1 ] ?? '',
				resource: parts ? `/v${ parts[ 1 ] }/${ parts[ 2 ] }` : path,
			},
		];
	} );

const apiTotalUsage = ( world: World ): LogLine[] =>
	apiCalls( world ).map( ( { entry, at, family, version, resource } ) => ( {
		at,
		columns: {
			...common( world, 'ApiTotalUsage', at ),
			...who( world, entry ),
			API_FAMILY: family,
			API_VERSION: version,
			API_RESOURCE: resource,
			HTTP_METHOD: entry.method,
			CLIENT_NAME: entry.client ?? '',
			CONNECTED_APP_NAME: entry.app ?? '',
			ENTITY_NAME: /\/sobjects\/(\w+)/.exec( resource )?.[ 1 ] ?? '',
			STATUS_CODE: entry.status,
			COUNTS_AGAINST_API_LIMIT: 1,
			TIMESTAMP_DERIVED: stamp( at ),
		},
	} ) );

const restApi = ( world: World ): LogLine[] =>
	apiCalls( world )
		.filter( ( { family } ) => family === 'REST' )
		.map( ( { entry, at, version, resource } ) => ( {
			at,
			columns: {
				...common( world, 'RestApi', at ),
				...who( world, entry ),
				RUN_TIME: entry.ms ?? 0,
				URI: `/services/data${ resource }`,
				METHOD: entry.method,
				STATUS_CODE: entry.status,
				API_VERSION: version,
				ROWS_PROCESSED: entry.rows ?? 0,
				EXCEPTION_MESSAGE: entry.error ?? '',
				TIMESTAMP_DERIVED: stamp( at ),
			},
		} ) );

const bulkApi2 = ( world: World ): LogLine[] =>
	world.bulk.all().map( ( job ) => {
		const at = job.createdAt;
		return {
			at,
			columns: {
				...common( world, 'BulkApi2', at ),
				USER_ID: job.base.createdById.slice( 0, 15 ),
				JOB_ID: job.base.id.slice( 0, 15 ),
				JOB_STATUS: job.state,
				RECORDS_PROCESSED: job.processed,
				RECORDS_FAILED: 'failed' in job && typeof job.failed === 'number' ? job.failed : 0,
				TIMESTAMP_DERIVED: stamp( at ),
			},
		};
	} );

const loginColumns = ( world: World, login: Login ): LogLine => ( {
	at: login.at,
	columns: {
		...common( world, 'Login', login.at ),
		USER_ID: ( login.userId ?? '' ).slice( 0, 15 ),
		USER_NAME: login.username,
		LOGIN_STATUS: login.status === 'Success' ? 'LOGIN_NO_ERROR' : `LOGIN_ERROR_${ login.status.replace( /\W+/g, '_' ).toUpperCase() }`,
		LOGIN_TYPE: login.type,
		SOURCE_IP: login.sourceIp,
		BROWSER_TYPE: login.browser,
		TIMESTAMP_DERIVED: stamp( login.at ),
	},
} );

/** The event types that come without a licence of their own (§14). */
export const EVENT_TYPES: Readonly< Record< string, ( world: World ) => LogLine[] > > = {
	ApiTotalUsage: apiTotalUsage,
	RestApi: restApi,
	BulkApi2: bulkApi2,
	Login: ( world ) => world.org.logins.all().map( ( login ) => loginColumns( world, login ) ),
};
