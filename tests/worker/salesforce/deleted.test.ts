import { parseDeleted } from '../../../sync-worker/src/salesforce/answers';

const answer = {
	deletedRecords: [ { id: 'a0E000000000001', deletedDate: '2026-11-20T10:00:00.000+0000' } ],
	latestDateCovered: '2026-11-22T12:00:00.000+0000',
};

it( 'reads what was deleted, up to when, and from when on Salesforce remembers it', () => {
	const ids = [ { id: 'a0E000000000001', deleted_ms: Date.UTC( 2026, 10, 20, 10 ) } ];
	const covered = Date.UTC( 2026, 10, 22, 12 );
	expect( parseDeleted( answer ) ).toEqual( { ids, covered_ms: covered } );
	expect( parseDeleted( { ...answer, earliestDateAvailable: '2026-11-07T12:01:00.000+0000' } ) ).toEqual( {
		ids,
		covered_ms: covered,
		earliest_ms: Date.UTC( 2026, 10, 7, 12, 1 ),
	} );
	expect( () => parseDeleted( { ...answer, latestDateCovered: 'soon' } ) ).toThrow();
} );
