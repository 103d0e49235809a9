import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { php } from './stack';

/** The block editor of a post, past the welcome guide. */
export async function openEditor( page: Page, postId: number ): Promise< void > {
	await php(
		"update_user_meta( 1, 'wp_persisted_preferences', array( 'core/edit-post' => array( 'welcomeGuide' => false ), 'core' => array( 'enableChoosePatternModal' => false ), '_modified' => '2026-01-01T00:00:00Z' ) );"
	);
	await page.goto( `/wp-admin/post.php?post=${ postId }&action=edit` );
	await expect( editedTitle( page ) ).toBeVisible( { timeout: 30_000 } );
}

const canvas = ( page: Page ): FrameLocator => page.frameLocator( 'iframe[name="editor-canvas"]' );

/** The title, in the canvas' own document or in the page: both exist, by version and by the blocks that are registered. */
export const editedTitle = ( page: Page ): Locator => canvas( page ).locator( '.editor-post-title' ).or( page.locator( '.editor-post-title' ) ).first();

export const editedContent = ( page: Page ): Locator => canvas( page ).locator( '.is-root-container' ).or( page.locator( '.is-root-container' ) ).first();

/** Opens a panel of the sidebar by its heading and answers it. */
export async function panel( page: Page, heading: string ): Promise< Locator > {
	const button = page.getByRole( 'region', { name: 'Editor settings' } ).getByRole( 'button', { name: heading, exact: true } );
	if ( ! ( await button.isVisible() ) ) {
		await page.getByRole( 'button', { name: 'Settings', exact: true } ).click();
	}
	await expect( button ).toBeVisible();
	if ( ( await button.getAttribute( 'aria-expanded' ) ) === 'false' ) {
		await button.click();
	}
	return page.locator( '.components-panel__body' ).filter( { has: page.getByRole( 'button', { name: heading, exact: true } ) } );
}
