import { expect, type Page } from '@playwright/test';
import type { Run } from '../../../sync-worker/src/contract';

/** A view of the settings page by its address. */
export async function view( page: Page, path: string, title: string ): Promise< void > {
	await page.goto( `/wp-admin/admin.php?page=callboard&view=${ path }` );
	await expect( page.getByRole( 'heading', { level: 1, name: title } ) ).toBeVisible();
}

export const runScreen = ( page: Page, run: Run ): Promise< void > => view( page, `/runs/${ run.id }`, `Sync ${ run.id }` );

export const overview = ( page: Page ): Promise< void > => view( page, '/', 'Overview' );

/** Presses "Sync now" and waits for the end that the screen itself announces. */
export async function pressSyncNow( page: Page ): Promise< void > {
	await overview( page );
	await page.getByRole( 'button', { name: 'Sync now' } ).click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: 'The sync has ended.' } ) ).toBeVisible( { timeout: 45_000 } );
}
