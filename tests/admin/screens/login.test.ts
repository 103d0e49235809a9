import { loginKindOf, loginUrlOf } from '../../../admin-src/screens/connect/login';

it.each( [
	[ '', 'production' ],
	[ 'https://login.salesforce.com/', 'production' ],
	[ 'https://test.salesforce.com', 'sandbox' ],
	[ 'https://Harbour.my.salesforce.com', 'my-domain' ],
	[ 'https://harbour--uat.sandbox.my.salesforce.com', 'my-domain' ],
	[ 'https://my.salesforce.com.evil.example', 'custom' ],
	[ 'http://127.0.0.1:8899', 'custom' ],
] as const )( 'tells the kind of %s', ( url, kind ) => {
	expect( loginKindOf( url ) ).toBe( kind );
} );

it( 'sends the fixed address for the fixed kinds, whatever was typed before', () => {
	expect( loginUrlOf( 'sandbox', 'https://harbour.my.salesforce.com' ) ).toBe( 'https://test.salesforce.com' );
	expect( loginUrlOf( 'my-domain', ' https://harbour.my.salesforce.com ' ) ).toBe( 'https://harbour.my.salesforce.com' );
} );
