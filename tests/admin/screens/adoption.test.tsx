import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Adoption } from '../../../sync-worker/src/contract/types';
import { AdoptionForm } from '../../../admin-src/screens/shows/AdoptionForm';
import { aMapping } from '../builders';
import { FakeSite, Refusal } from '../site';
import { renderScreen } from './render';

const route = '/tenants/1/mappings/productions/adoption';
const adoption = ( changes: Partial< Adoption > = {} ): Adoption => ( {
	adopt: 'off',
	may_be_alike: true,
	posts: 214,
	keys: [
		{ key: 'sf_id', posts: 210, example: 'a0E5e000000100xEAA' },
		{ key: '_legacy', posts: 1, example: 'a0E5e000000100x' },
	],
	...changes,
} );

let site: FakeSite;
beforeEach( () => {
	site = new FakeSite().on( `GET ${ route }`, adoption() ).open();
} );
afterEach( () => expect( site.unexpected ).toEqual( [] ) );
const user = userEvent.setup();

async function open() {
	const saved: string[] = [];
	const shown = renderScreen( <AdoptionForm tenantId={ 1 } mapping={ aMapping() } onSaved={ () => saved.push( 'saved' ) } /> );
	expect( site.count( `GET ${ route }` ) ).toBe( 0 );
	await user.click( screen.getByText( 'Listings from before Callboard' ) );
	await screen.findByRole( 'radio', { name: 'Gets a listing of its own' } );
	return { ...shown, saved };
}
const ways = () => screen.getAllByRole( 'radio' ).map( ( radio ) => radio.closest( 'div' )?.textContent );
const save = () => screen.getByRole( 'button', { name: 'Save Productions' } );

it( 'offers the fields found, with how often and an example, and saves the one chosen', async () => {
	site.on( `PUT ${ route }`, adoption( { adopt: 'meta:_legacy' } ) );
	const { said, saved } = await open();
	expect( screen.getByText( /214 listings do not come from Salesforce/ ) ).toBeTruthy();
	expect( save().getAttribute( 'aria-disabled' ) ).toBe( 'true' );
	await user.click( screen.getByRole( 'radio', { name: /has its Salesforce id/ } ) );
	const select = screen.getByRole( 'combobox', { name: 'Field with the Salesforce id' } );
	expect(
		within( select )
			.getAllByRole( 'option' )
			.map( ( { textContent } ) => textContent )
	).toEqual( [ 'sf_id (210 listings, for example a0E5e000000100xEAA)', '_legacy (1 listing, for example a0E5e000000100x)' ] );
	await user.selectOptions( select, '_legacy' );
	await user.click( save() );
	await waitFor( () => expect( saved ).toEqual( [ 'saved' ] ) );
	expect( site.last( `PUT ${ route }` )?.body ).toEqual( { adopt: 'meta:_legacy' } );
	expect( said[ 0 ] ).toMatch( /rehearsal/ );
} );

it( 'offers only what can work on this site, and says why', async () => {
	site.on( `GET ${ route }`, adoption( { keys: [], may_be_alike: false } ) );
	await open();
	expect( ways() ).toEqual( [ 'Gets a listing of its own' ] );
	expect( screen.getByText( /No field of these listings looks like a Salesforce id/ ) ).toBeTruthy();
} );

it( 'keeps a stored field to be chosen, though no listing has it any more', async () => {
	site.on( `GET ${ route }`, adoption( { adopt: 'meta:gone', keys: [], posts: 0 } ) ).on( `PUT ${ route }`, adoption() );
	await open();
	expect( screen.getByRole< HTMLSelectElement >( 'combobox' ).value ).toBe( 'gone' );
	await user.click( screen.getByRole( 'radio', { name: 'Gets a listing of its own' } ) );
	await user.click( save() );
	await waitFor( () => expect( site.last( `PUT ${ route }` )?.body ).toEqual( { adopt: 'off' } ) );
} );

it( 'takes over by likeness, and shows what refused it', async () => {
	site.on( `PUT ${ route }`, new Refusal( 422, { code: 'callboard_adoption_refused', message: 'These records have neither a start nor a code.' } ) );
	const { said } = await open();
	await user.click( screen.getByRole( 'radio', { name: /same title, venue/ } ) );
	await user.click( save() );
	expect( await screen.findByText( 'These records have neither a start nor a code.' ) ).toBeTruthy();
	expect( site.last( `PUT ${ route }` )?.body ).toEqual( { adopt: 'natural_key' } );
	expect( said ).toEqual( [] );
} );
