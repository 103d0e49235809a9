import type { Page } from '@playwright/test';
import { connected } from '../support/connected';
import { listingUrl, search } from '../support/listing';
import { picture } from '../support/picture';
import { expectSuccess, lastRun, settled, sync } from '../support/runs';
import { pressSyncNow } from '../support/screens';
import { changeOrg, differences, sql, stack, type OrgChange } from '../support/stack';
import { expect, test } from '../support/test';

const postOf = async ( id: string ): Promise< { post: number; status: string } > => {
	const [ post, status ] = (
		await sql( `SELECT p.ID, p.post_status FROM wp_posts p JOIN wp_callboard_ledger l ON l.post_id = p.ID WHERE l.sf_id = '${ id }'` )
	)
		.trim()
		.split( '\t' );
	return { post: Number( post ), status: status ?? '' };
};

/** Every row of posts and meta in one number, so that a single write would show. */
const digest = () =>
	sql(
		"SELECT COUNT(*), SUM( CRC32( CONCAT_WS( '|', ID, post_title, post_content, post_status, post_modified, post_parent ) ) ) FROM wp_posts WHERE post_type IN ( 'event', 'performance' ); SELECT COUNT(*), SUM( CRC32( CONCAT_WS( '|', meta_id, meta_key, meta_value ) ) ) FROM wp_postmeta"
	);

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

test( 'a change on the org’s own page is on the listing after Sync now', async ( { page, rest } ) => {
	await page.goto( stack.org.url );
	await picture( page, 'org' );
	await page.getByRole( 'button', { name: 'Rename a production' } ).click();
	await expect( page.getByText( /Done: rename/ ) ).toBeVisible();
	await pressSyncNow( page, rest );
	await settled( rest );
	expect( await differences() ).toEqual( [] );
	await page.goto( await listingUrl( rest ) );
	await search( page, 'new title' );
	await expect( page.locator( '.callboard-list > li' ).first() ).toContainText( '(new title)' );
} );

test( 'a second sync creates nothing, updates nothing and writes nothing', async ( { rest } ) => {
	await sync( rest );
	await settled( rest );
	const before = await digest();
	const run = await sync( rest );
	expectSuccess( run );
	expect( run.counts.created ?? 0 ).toBe( 0 );
	expect( run.counts.updated ?? 0 ).toBe( 0 );
	expect( run.counts.withdrawn ?? 0 ).toBe( 0 );
	expect( await digest() ).toBe( before );
} );

test( 'one performance sold out: one post updated, its line on the listing too', async ( { page, rest } ) => {
	const before = await lastRun( rest );
	const change = await changeOrg( 'sell-out' );
	await pressSyncNow( page, rest );
	const runs = ( await settled( rest ) ).filter( ( { id, kind } ) => id > before && kind === 'incremental' );
	expect( runs.reduce( ( sum, run ) => sum + ( run.counts.updated ?? 0 ), 0 ) ).toBe( 1 );
	expect( runs.reduce( ( sum, run ) => sum + ( run.counts.created ?? 0 ), 0 ) ).toBe( 0 );
	await page.goto( await listingUrl( rest ) );
	await expect( page.locator( '.callboard-list > li', { hasText: 'Sold out' } ).first() ).toBeVisible();
	expect(
		(
			await sql( `SELECT i.sale_status FROM wp_callboard_listing i JOIN wp_callboard_ledger l ON l.post_id = i.post_id WHERE l.sf_id = '${ change.id }'` )
		).trim()
	).toBe( 'sold_out' );
} );

async function titlesOf( page: Page, change: OrgChange ): Promise< number > {
	return page.locator( '.callboard-list > li', { hasText: change.title.slice( 0, 40 ) } ).count();
}

test( 'deleted in the org: a draft here; undeleted: back on the same page', async ( { page, rest } ) => {
	const change = await changeOrg( 'delete' );
	await pressSyncNow( page, rest );
	await settled( rest );
	const gone = await postOf( change.id );
	expect( gone.status ).toBe( 'draft' );
	expect( ( await sql( `SELECT COUNT(*) FROM wp_callboard_listing WHERE post_id = ${ gone.post }` ) ).trim() ).toBe( '0' );
	await page.goto( await listingUrl( rest ) );
	const without = await titlesOf( page, change );
	await changeOrg( 'undelete', change.id );
	await pressSyncNow( page, rest );
	await settled( rest );
	expect( await postOf( change.id ) ).toEqual( { post: gone.post, status: 'publish' } );
	await page.goto( await listingUrl( rest ) );
	expect( await titlesOf( page, change ) ).toBeGreaterThanOrEqual( without );
	expect( await differences() ).toEqual( [] );
} );

for ( const kind of [ 'rename', 'reschedule', 'cancel', 'add' ] ) {
	test( `${ kind }: WordPress equals the org again`, async ( { rest } ) => {
		await changeOrg( kind );
		expectSuccess( await sync( rest ) );
		expect( await differences() ).toEqual( [] );
	} );
}
