import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { stack } from './stack';

const folder = join( __dirname, '../../../.callboard/screenshots' );

/** A picture of a whole screen for the eyes of a person: `.callboard/screenshots/<WordPress>/<name>.png`. */
export async function picture( page: Page, name: string ): Promise< void > {
	// What sticks to the window is in the picture where the window stands.
	await page.evaluate( () => window.scrollTo( 0, 0 ) );
	await page.screenshot( { path: join( folder, stack.version, `${ name }.png` ), fullPage: true } );
}
