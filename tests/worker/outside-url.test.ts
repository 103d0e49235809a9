import { secureUrl } from '../../sync-worker/src/outside-url';

describe( 'an address outside', () => {
	it.each( [ 'https://x.my.salesforce.com', 'http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080' ] )( 'may be %s', ( url ) => {
		expect( secureUrl( url, 'the org', {} ).href ).toContain( url );
	} );

	it.each( [
		'http://x.my.salesforce.com',
		'http://127.0.0.1.example.com',
		'http://localhost.example.com',
		'ftp://x.example',
		'file:///etc/passwd',
		'nowhere',
	] )( 'may not be %s', ( url ) => {
		expect( () => secureUrl( url, 'the org', {} ) ).toThrow( expect.objectContaining( { kind: 'config', code: 'address_refused' } ) as Error );
	} );

	it( 'is refused when TLS is not verified, unless it is this machine', () => {
		const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
		expect( () => secureUrl( 'https://x.my.salesforce.com', 'the org', environment ) ).toThrow( /TLS/ );
		expect( secureUrl( 'https://localhost:8443', 'the org', environment ).port ).toBe( '8443' );
	} );
} );
