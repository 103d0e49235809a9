import { expect, type Page } from '@playwright/test';
import type { Run } from '../../../sync-worker/src/contract';
import type { Rest } from './rest';
import { ended } from './runs';

/** A view of the settings page by its address. */
export async function view( page: Page, path: string, title: string ): Promise< void > {
	await page.goto( `/wp-admin/admin.php?page=callboard&view=${ path }` );
	await expect( page.getByRole( 'heading', { level: 1, name: title } ) ).toBeVisible();
}

export const runScreen = ( page: Page, run: Pick< Run, 'id' > ): Promise< void > => view( page, `/runs/${ run.id }`, `Sync ${ run.id }` );

export const overview = ( page: Page ): Promise< void > => view( page, '/', 'Overview' );

/** Presses "Sync now" and waits for the end that the screen itself announces: of that sync, not of one the schedule had begun. */
export async function pressSyncNow( page: Page, rest: Rest ): Promise< void > {
	await overview( page );
	const asked = page.waitForResponse(
		( response ) => response.request().method() === 'POST' && /\/tenants\/\d+\/runs\b/.test( decodeURIComponent( response.url() ) )
	);
	await page.getByRole( 'button', { name: 'Sync now' } ).click();
	const { id }: Run = await ( await asked ).json();
	const { sentence } = await ended( rest, id );
	await expect(
		page
			.locator( '.components-snackbar' )
			.filter( { hasText: `The sync has ended. ${ sentence }` } )
			.first()
	).toBeVisible();
}
