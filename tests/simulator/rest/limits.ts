import { refuse } from '../http/errors';
import { json, type Answer } from '../http/message';
import type { SObject } from '../org/schema';
import type { Call } from './context';

interface Limit {
	Max: number;
	Remaining: number;
}

const left = ( Max: number, used = 0 ): Limit => ( { Max, Remaining: Math.max( 0, Max - used ) } );

/** A record takes 2 KB of the storage, whatever is in it. */
function storageUsed( { org }: Call ): number {
	const stored = org.catalogue.all().filter( ( object ) => isRecordObject( object ) );
	return Math.ceil( stored.reduce( ( sum, { name } ) => sum + org.store.table( name ).size, 0 ) / 512 );
}

/** The keys a sync looks at, and their neighbours (§7.1); needs "View Setup and Configuration". */
export function limits( call: Call ): Answer {
	if ( ! call.access.may( 'ViewSetup' ) ) {
		throw refuse( 403, 'INSUFFICIENT_ACCESS', 'insufficient access rights on object id' );
	}
	const { usage } = call.org;
	const { counts, limits: most } = call.world.bulk;
	const { bus, comet } = call.world.events;
	return json( {
		ActiveScratchOrgs: left( 40 ),
		ConcurrentAsyncGetReportInstances: left( 200 ),
		ConcurrentSyncReportRuns: left( 20 ),
		DailyApiRequests: left( usage.limit, usage.lastDay ),
		DailyAsyncApexExecutions: left( 250_000 ),
		DailyBulkApiBatches: left( most.dailyBatches, counts.batches ),
		DailyBulkV2QueryFileStorageMB: left( most.dailyResultMegabytes, counts.resultMegabytes ),
		DailyBulkV2QueryJobs: left( most.dailyQueryJobs, counts.queryJobs ),
		DailyDeliveredPlatformEvents: left( bus.deliveries.limit, bus.deliveries.count( call.org.clock.now() ) ),
		DailyDurableGenericStreamingApiEvents: left( 10_000 ),
		DailyDurableStreamingApiEvents: left( 10_000 ),
		DailyGenericStreamingApiEvents: left( 10_000 ),
		DailyStandardVolumePlatformEvents: left( 25_000 ),
		DailyStreamingApiEvents: left( 10_000 ),
		DailyWorkflowEmails: left( 1_000 ),
		DataStorageMB: left( 1024, storageUsed( call ) ),
		DurableStreamingApiConcurrentClients: left( 20 ),
		FileStorageMB: left( 1024 ),
		HourlyAsyncReportRuns: left( 1_200 ),
		HourlyODataCallout: left( 1_000 ),
		HourlyPublishedPlatformEvents: left( 50_000 ),
		HourlyPublishedStandardVolumePlatformEvents: left( 1_000 ),
		HourlySyncReportRuns: left( 500 ),
		HourlyTimeBasedWorkflow: left( 1_000 ),
		MassEmail: left( 5_000 ),
		MonthlyPlatformEventsUsageEntitlement: left( 0 ),
		PermissionSets: { ...left( 1_500, customSets( call ) ), CreateCustom: left( 1_000, customSets( call ) ) },
		SingleEmail: left( 5_000 ),
		StreamingApiConcurrentClients: left( comet.clientLimit, comet.clientCount ),
	} );
}

const customSets = ( { org }: Call ): number => [ ...org.store.table( 'PermissionSet' ).all() ].filter( ( { values } ) => values.IsCustom === true ).length;

const isRecordObject = ( { setup, virtual, tooling, event, keyPrefix }: SObject ): boolean =>
	! setup && ! virtual && ! tooling && ! event && keyPrefix !== null;

/** Rows of each object, all of them whoever may see them (§2.2). */
export function recordCount( call: Call ): Answer {
	const wanted = call.ask.query
		.get( 'sObjects' )
		?.toLowerCase()
		.split( ',' )
		.map( ( name ) => name.trim() );
	const sObjects = call.schema
		.all()
		.filter( ( object ) => isRecordObject( object ) && ( ! wanted || wanted.includes( object.name.toLowerCase() ) ) )
		.map( ( { name } ) => ( { count: [ ...call.org.store.table( name ).all() ].filter( ( row ) => ! row.deleted ).length, name } ) );
	return json( { sObjects } );
}
