import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** No serious or critical violation inside `part`: the rest of wp-admin is not ours to mend. */
export async function expectAccessible( page: Page, part: string ): Promise< void > {
	const { violations } = await new AxeBuilder( { page } ).include( part ).analyze();
	const grave = violations.filter( ( { impact } ) => impact === 'serious' || impact === 'critical' );
	const words = grave.map( ( { id, help, nodes } ) => `${ id }: ${ help } at ${ nodes.map( ( node ) => node.target.join( ' ' ) ).join( ', ' ) }` );
	expect( words, `axe on ${ part }` ).toEqual( [] );
}
