import type { Page } from '@playwright/test';
import { connected } from '../support/connected';
import { expectSuccess, settled, sync, tenantId } from '../support/runs';
import { createInOrg, differences, php, png, soql, sql, updateOrg } from '../support/stack';
import { expect, test } from '../support/test';

const PRODUCTION = 'PatronTicket__TicketableEvent__c';
const POSTER = 'PatronTicket__LargeImageUrl__c';

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

/** The featured picture of productions: where it comes from, and who decides. */
const mapPicture = ( tenant: number, field: object ) =>
	php(
		`$mappings = \\Callboard\\Plugin::instance()->mappings();
		$body = $mappings->find( ${ tenant }, 'productions' )->to_array();
		foreach ( $body['fields'] as $position => $field ) {
			if ( 'image' === $field['to'] ) {
				echo wp_json_encode( $field );
				$body['fields'][ $position ] = json_decode( '${ JSON.stringify( field ) }', true );
			}
		}
		$mappings->save( ${ tenant }, \\Callboard\\Mapping\\Mapping::from_array( $body ) );`
	).then( ( text ) => JSON.parse( text ) as object );

const upload = async ( width: number, document?: string ) =>
	createInOrg( 'ContentVersion', {
		Title: 'Poster',
		PathOnClient: 'poster.png',
		VersionData: await png( width, 180 ),
		...( document === undefined ? {} : { ContentDocumentId: document } ),
	} );

/** An hour later WP-Cron comes by. */
const anHourLater = async () => {
	await sql( "UPDATE wp_callboard_content_state SET value = '0' WHERE name LIKE 'pictures:%'" );
	await php( "do_action( 'callboard_ping' );" );
};

const widthOf = async ( visitor: Page, post: string ) => {
	await visitor.goto( `/?p=${ post }` );
	return visitor
		.locator( 'img.wp-post-image' )
		.first()
		.evaluate( ( image ) => ( image instanceof HTMLImageElement ? Number( image.getAttribute( 'width' ) ) : 0 ) );
};

test( 'a new version of a poster, uploaded in Salesforce, is on the event’s page though nobody touched the event', async ( { visitor, rest } ) => {
	const tenant = await tenantId( rest );
	const found = await sql(
		"SELECT l.sf_id, p.ID FROM wp_callboard_ledger l JOIN wp_posts p ON p.ID = l.post_id WHERE p.post_type = 'event' AND p.post_status = 'publish' ORDER BY l.id DESC LIMIT 1"
	);
	const [ id = '', post = '' ] = found.trim().split( '\t' );
	const before =
		( await soql< Record< typeof POSTER, string | null > >( `SELECT ${ POSTER } FROM ${ PRODUCTION } WHERE Id = '${ id }'` ) )[ 0 ]?.[ POSTER ] ?? null;
	const version = await upload( 320 );
	const document =
		( await soql< { ContentDocumentId: string } >( `SELECT ContentDocumentId FROM ContentVersion WHERE Id = '${ version }'` ) )[ 0 ]?.ContentDocumentId ??
		'';

	await updateOrg( PRODUCTION, id, JSON.stringify( { [ POSTER ]: document } ) );
	const was = await mapPicture( tenant, { to: 'image', from: POSTER, owner: 'salesforce', empty: 'keep', label: 'Picture' } );
	expectSuccess( await sync( rest ) );
	await expect.poll( () => widthOf( visitor, post ) ).toBe( 320 );

	await upload( 400, document );
	expectSuccess( await sync( rest ) );
	expect( await widthOf( visitor, post ) ).toBe( 320 );
	await anHourLater();
	await expect.poll( () => widthOf( visitor, post ) ).toBe( 400 );
	expect( await differences() ).toEqual( [] );

	await updateOrg( PRODUCTION, id, JSON.stringify( { [ POSTER ]: before } ) );
	await mapPicture( tenant, was );
	expectSuccess( await sync( rest ) );
	expect( await differences() ).toEqual( [] );
} );
