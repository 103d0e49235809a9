import { connected } from '../support/connected';
import { picture } from '../support/picture';
import { expectSuccess, settled, sync } from '../support/runs';
import { differences, orgControl, png, soql, sql, updateOrg } from '../support/stack';
import { expect, test } from '../support/test';

const PRODUCTION = 'PatronTicket__TicketableEvent__c';
const FIELD = 'PatronTicket__Description__c';
const ALT = 'Two singers & a "storm" at sea';

interface Row {
	readonly PatronTicket__Description__c: string | null;
}

const descriptionOf = async ( id: string ): Promise< string > =>
	( await soql< Row >( `SELECT ${ FIELD } FROM ${ PRODUCTION } WHERE Id = '${ id }'` ) )[ 0 ]?.[ FIELD ] ?? '';

const describe = ( id: string, words: string ) => updateOrg( PRODUCTION, id, JSON.stringify( { [ FIELD ]: words } ) );

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

test( 'a picture pasted into a rich text of Salesforce is in the media library and on the event’s page', async ( { page, visitor, rest } ) => {
	const found = await sql(
		"SELECT l.sf_id, p.ID FROM wp_callboard_ledger l JOIN wp_posts p ON p.ID = l.post_id WHERE p.post_type = 'event' AND p.post_status = 'publish' ORDER BY l.id DESC LIMIT 1"
	);
	const [ id = '', post = '' ] = found.trim().split( '\t' );
	const before = await descriptionOf( id );
	const { refid } = await orgControl< { refid: string } >( 'rich-image', {
		object: PRODUCTION,
		id,
		field: FIELD,
		base64: await png( 320, 180 ),
		type: 'image/png',
	} );
	const withPicture = await descriptionOf( id );
	await describe( id, withPicture.replace( /(refid=\w+" )alt=""/, `$1alt="${ ALT.replace( /&/g, '&amp;' ).replace( /"/g, '&quot;' ) }"` ) );
	expectSuccess( await sync( rest ) );

	await visitor.goto( `/?p=${ post }` );
	await expect
		.poll( async () => {
			await visitor.reload();
			return visitor.getByRole( 'img', { name: ALT } ).count();
		} )
		.toBe( 1 );
	const shown = visitor.getByRole( 'img', { name: ALT } );
	expect( await shown.getAttribute( 'src' ) ).toContain( '/wp-content/uploads/' );
	expect( await shown.evaluate( ( image ) => ( image instanceof HTMLImageElement ? image.naturalWidth : 0 ) ) ).toBe( 320 );
	expect( await visitor.content() ).not.toContain( refid );
	await picture( visitor, 'event-rich-text' );

	const attachment = ( await sql( `SELECT ID FROM wp_posts WHERE post_type = 'attachment' AND post_parent = ${ post } ORDER BY ID DESC LIMIT 1` ) ).trim();
	await page.goto( `/wp-admin/post.php?post=${ attachment }&action=edit` );
	await expect( page.getByRole( 'textbox', { name: /Alternative Text/i } ) ).toHaveValue( ALT );

	await test.step( 'a sync with nothing new fetches it no second time', async () => {
		const count = async () => ( await sql( "SELECT COUNT(*) FROM wp_posts WHERE post_type = 'attachment'" ) ).trim();
		const pictures = await count();
		await updateOrg(
			PRODUCTION,
			id,
			JSON.stringify( {
				PatronTicket__Subtitle__c: 'With a picture in its text',
			} )
		);
		expectSuccess( await sync( rest ) );
		expect( await count() ).toBe( pictures );
		await visitor.reload();
		await expect( visitor.getByRole( 'img', { name: ALT } ) ).toHaveCount( 1 );
	} );

	await describe( id, before );
	expectSuccess( await sync( rest ) );
	await visitor.reload();
	await expect( visitor.getByRole( 'img', { name: ALT } ) ).toHaveCount( 0 );
	expect( await differences() ).toEqual( [] );
} );
