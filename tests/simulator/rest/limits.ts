import { json, type Answer } from '../http/message';
import type { Call } from './context';

export function limits( call: Call ): Answer {
	const { apiCalls, apiLimit } = call.org;
	const untouched = ( Max: number ): { Max: number; Remaining: number } => ( {
		Max,
		Remaining: Max,
	} );
	return json( {
		ConcurrentSyncReportRuns: untouched( 20 ),
		DailyApiRequests: {
			Max: apiLimit,
			Remaining: Math.max( 0, apiLimit - apiCalls ),
		},
		DailyBulkApiBatches: untouched( 15000 ),
		DailyBulkV2QueryFileStorageMB: untouched( 976562 ),
		DailyBulkV2QueryJobs: untouched( 10000 ),
		DataStorageMB: untouched( 1024 ),
		FileStorageMB: untouched( 1024 ),
	} );
}

export function recordCount( call: Call ): Answer {
	const wanted = call.ask.query.get( 'sObjects' )?.toLowerCase().split( ',' );
	const sObjects = call.schema
		.all()
		.filter( ( object ) => ! wanted || wanted.includes( object.name.toLowerCase() ) )
		.map( ( { name } ) => ( {
			count: [ ...call.org.store.table( name ).all() ].filter( ( row ) => ! row.deleted ).length,
			name,
		} ) );
	return json( { sObjects } );
}
