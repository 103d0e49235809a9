import { SyncFailure } from '../../../sync-worker/src/failure';
import { factsOf } from '../../../sync-worker/src/inbound/facts';
import { Selected } from '../../../sync-worker/src/inbound/fetch';
import { Notices } from '../../../sync-worker/src/inbound/notices';
import { aField, aMapping, compiled } from '../doubles/builders';
import { ScriptedSalesforce } from '../doubles/salesforce';

const away = new SyncFailure( { kind: 'transient', code: 'salesforce_unavailable', message: 'Away.', actions: [] } );
const labelled = () => compiled( aMapping( { fields: [ aField( { to: 'meta:status', from: 'Status__c', transforms: [ { name: 'label' } ] } ) ] } ) );

const selected = ( salesforce: ScriptedSalesforce ): Selected => new Selected( labelled(), { salesforce, notices: new Notices() } );

describe( 'what is asked once', () => {
	const salesforce = new ScriptedSalesforce();
	const mapping = labelled();
	const [ object, parents ] = [ selected( salesforce ), selected( salesforce ) ];

	it.each( [
		[ 'the facts of a mapping', () => factsOf( mapping, salesforce ) ],
		[ 'an object', () => object.own() ],
		[ 'an object with its parents', () => parents.describes() ],
	] )( 'is asked again after a failure, and then no more: %s', async ( _, ask ) => {
		const describeNow = jest.spyOn( salesforce, 'describe' ).mockClear().mockRejectedValueOnce( away );
		await expect( ask() ).rejects.toBe( away );
		await expect( ask() ).resolves.toBeDefined();
		await expect( ask() ).resolves.toBeDefined();
		expect( describeNow ).toHaveBeenCalledTimes( 2 );
	} );
} );
