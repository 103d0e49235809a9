import { makeId } from './ids';
import { readFields } from './notation';
import { described } from './objects/described/parts';
import type { Org } from './org';
import { USER_ID } from './people';
import { onAccount, PERSON_DETAILS, PERSON_FIELDS } from './person-accounts';
import { findField, type Field, type SObject, type Value } from './schema';
import { newRow, type Values } from './store';

export type Switch = 'multi_currency' | 'person_accounts';

/** Rate against the corporate currency, which is USD. */
const CURRENCIES: readonly [ code: string, rate: number ][] = [
	[ 'USD', 1 ],
	[ 'EUR', 0.92 ],
	[ 'GBP', 0.79 ],
];

const CURRENCY_VALUES = CURRENCIES.map( ( [ code ], index ) => ( index === 0 ? `${ code }*` : code ) ).join( ' | ' );

/** Features of the whole org that stay on once they are on, as in Salesforce (§8.6); an emptied org starts without. */
export class Switches {
	private readonly on = new Set< Switch >();

	constructor( private readonly org: Org ) {}

	clear(): void {
		this.on.clear();
	}

	isOn( name: Switch ): boolean {
		return this.on.has( name );
	}

	turnOn( name: Switch ): void {
		if ( ! this.on.has( name ) ) {
			this.on.add( name );
			TURN_ON[ name ]( this.org );
		}
	}

	/** A field that somebody makes on Contact is there on persons' accounts too. */
	follow( objectName: string, field: Field ): void {
		if ( this.isOn( 'person_accounts' ) && objectName === 'Contact' && field.custom ) {
			bring( this.org, this.org.catalogue.find( 'Account' )!, onAccount( field ) );
		}
	}
}

const TURN_ON: Readonly< Record< Switch, ( org: Org ) => void > > = { multi_currency: withCurrencies, person_accounts: withPersonAccounts };

/** A field that comes with a feature: rows that are there already hold its default, and no stamp moves. */
function bring( org: Org, object: SObject, field: Field ): void {
	if ( findField( object, field.name ) ) {
		return;
	}
	org.addField( object.name, field );
	const value: Value = field.defaultValue;
	for ( const row of value === null ? [] : org.store.table( object.name ).all() ) {
		row.values = { ...row.values, [ field.name ]: value };
	}
}

const currencyCode = ( options: Partial< Field > = {} ): Field => ( {
	...readFields( 'CurrencyIsoCode:picklist(3)/cundfsgaR', { values: { CurrencyIsoCode: CURRENCY_VALUES } } )[ 0 ]!,
	label: 'Currency ISO Code',
	...options,
} );

const hasAmounts = ( object: SObject ): boolean =>
	! ( object.setup || object.tooling || object.event || object.virtual ) &&
	object.fields.some( ( field ) => field.name === 'OwnerId' || field.type === 'currency' );

const currencyType = (): SObject =>
	described(
		{ name: 'CurrencyType', labels: [ 'Currency Type', 'Currency Types' ], keyPrefix: '01L', writable: false },
		`Id:id(18)/dfsgaL
		IsoCode:picklist(3)/fsgaN
		ConversionRate:double[18,6]/fsa
		DecimalPlaces:int{d8}/fsga
		IsActive:boolean/dfsg
		IsCorporate:boolean/dfsg
		SystemModstamp:datetime/dfsa`
	);

function withCurrencies( org: Org ): void {
	for ( const object of org.catalogue.all().filter( hasAmounts ) ) {
		// A detail is in the currency of its master.
		bring( org, object, currencyCode( object.fields.some( ( field ) => field.master ) ? { updateable: false } : {} ) );
	}
	for ( const name of [ 'Organization', 'User' ] ) {
		bring( org, org.catalogue.find( name )!, currencyCode() );
	}
	const type = currencyType();
	org.catalogue.add( type, org.clock.now() );
	org.store.addTable( type );
	for ( const [ index, [ code, rate ] ] of CURRENCIES.entries() ) {
		const id = makeId( '01L', index + 1 );
		const values: Values = { IsoCode: code, ConversionRate: rate, DecimalPlaces: 2, IsActive: true, IsCorporate: index === 0 };
		org.store.seed( newRow( type.name, id, { Id: id, ...values, SystemModstamp: org.clock.stamp() } ) );
	}
}

function withPersonAccounts( org: Org ): void {
	const account = org.catalogue.find( 'Account' )!;
	readFields( PERSON_FIELDS, PERSON_DETAILS ).forEach( ( field ) => bring( org, account, field ) );
	for ( const [ name, notation ] of [
		[ 'Contact', 'IsPersonAccount:boolean/dfsg' ],
		[ 'RecordType', 'IsPersonType:boolean/dfsg' ],
	] as const ) {
		bring( org, org.catalogue.find( name )!, readFields( notation )[ 0 ]! );
	}
	const id = org.store.nextId( org.catalogue.find( 'RecordType' )! );
	const stamp = org.clock.stamp();
	org.store.seed(
		newRow( 'RecordType', id, {
			Id: id,
			IsDeleted: false,
			Name: 'Person Account',
			DeveloperName: 'PersonAccount',
			NamespacePrefix: null,
			Description: null,
			SobjectType: 'Account',
			IsActive: true,
			IsPersonType: true,
			CreatedDate: stamp,
			CreatedById: USER_ID,
			LastModifiedDate: stamp,
			LastModifiedById: USER_ID,
			SystemModstamp: stamp,
		} )
	);
}
