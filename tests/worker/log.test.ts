import { createLogger } from '../../sync-worker/src/log';

describe( 'the log', () => {
	it( 'writes JSON lines with the fields of a run, and no secret at any of the usual places', () => {
		const lines: string[] = [];
		const logger = createLogger( 'info', { write: ( line: string ) => void lines.push( line ) } ).child( { tenant: 3, run: 7 } );
		logger.info(
			{
				method: 'POST',
				endpoint: '/x',
				status: 200,
				attempt: 1,
				access_token: 's3cret',
				salesforce: { access_token: 's3cret' },
				headers: { authorization: 's3cret' },
				a: { b: { secret: 's3cret' } },
				connection: 's3cret',
			},
			'call'
		);
		logger.debug( {}, 'too fine' );
		expect( lines ).toHaveLength( 1 );
		expect( JSON.parse( lines[ 0 ] ?? '' ) ).toMatchObject( {
			tenant: 3,
			run: 7,
			method: 'POST',
			endpoint: '/x',
			status: 200,
			attempt: 1,
			message: 'call',
		} );
		expect( lines[ 0 ] ).not.toContain( 's3cret' );
	} );
} );
