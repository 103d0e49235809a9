import { badRequest } from '../http/errors';
import type { Details } from './notation';
import { address, GEOCODE_ACCURACY, SOURCES } from './objects/described/parts';
import type { Org } from './org';
import type { Field } from './schema';
import type { Row, Values } from './store';

/** What an account has besides when it may be a person (§8.6); flags after Contact's. */
export const PERSON_FIELDS = `
	IsPersonAccount:boolean/dfsg
	LastName:string(80)/cunfsga ∈Name
	FirstName:string(40)/cunfsga ∈Name
	Salutation:picklist(40)/cunfsga ∈Name
	PersonContactId:reference(18)/nfsga →Contact as PersonContact
	${ address( 'PersonMailing' ) }
	${ address( 'PersonOther' ) }
	PersonMobilePhone:phone(40)/cunfsgap
	PersonHomePhone:phone(40)/cunfsgap
	PersonOtherPhone:phone(40)/cunfsgap
	PersonAssistantPhone:phone(40)/cunfsgap
	PersonEmail:email(80)/cunfsgaLp
	PersonTitle:string(80)/cunfsgap
	PersonDepartment:string(80)/cunfsgap
	PersonAssistantName:string(40)/cunfsgap
	PersonLeadSource:picklist(255)/cunfsgap
	PersonBirthdate:date/cunfsgap
	PersonEmailBouncedReason:string(255)/cunfsga
	PersonEmailBouncedDate:datetime/cunfsa
`;

export const PERSON_DETAILS: Details = {
	values: {
		Salutation: 'Mr. | Ms. | Mrs. | Dr. | Prof.',
		PersonLeadSource: SOURCES,
		PersonMailingGeocodeAccuracy: GEOCODE_ACCURACY,
		PersonOtherGeocodeAccuracy: GEOCODE_ACCURACY,
	},
	more: { PersonEmail: { label: 'Email' } },
};

const ADDRESS_PARTS = [ 'Street', 'City', 'State', 'PostalCode', 'Country', 'Latitude', 'Longitude', 'GeocodeAccuracy' ];
const SHARED = [ 'FirstName', 'LastName', 'Salutation', 'Name', 'Phone', 'Fax', 'OwnerId', 'Description' ];
const PREFIXED = [
	...[ 'Mailing', 'Other' ].flatMap( ( prefix ) => ADDRESS_PARTS.map( ( part ) => prefix + part ) ),
	'MobilePhone',
	'HomePhone',
	'OtherPhone',
	'AssistantPhone',
	'Email',
	'Title',
	'Department',
	'AssistantName',
	'LeadSource',
	'Birthdate',
	'EmailBouncedReason',
	'EmailBouncedDate',
];

/** Fields that only a person has: a business with one of them is refused. */
const PERSONAL = [ 'FirstName', 'LastName', 'Salutation', ...PREFIXED.map( ( name ) => `Person${ name }` ) ];

const CUSTOM = /__pc$/;

/** A custom field of Contact is on Account too, as `X__pc`. */
export const onAccount = ( field: Field ): Field => ( { ...field, name: field.name.replace( /__c$/, '__pc' ), unique: false } );

/** The person's data as the shadow contact holds them. */
export function contactValues( org: Org, account: Values ): Values {
	const custom = org.catalogue
		.find( 'Account' )!
		.fields.map( ( field ) => field.name )
		.filter( ( name ) => CUSTOM.test( name ) );
	const pairs = [
		...SHARED.map( ( name ) => [ name, name ] as const ),
		...PREFIXED.map( ( name ) => [ name, `Person${ name }` ] as const ),
		...custom.map( ( name ) => [ name.replace( CUSTOM, '__c' ), name ] as const ),
	];
	return Object.fromEntries( pairs.map( ( [ onContact, name ] ) => [ onContact, account[ name ] ?? null ] ) );
}

const badFields = ( names: string[] ): Error =>
	badRequest( 'INVALID_FIELD_FOR_INSERT_UPDATE', `Account: bad field names on insert/update call: ${ names.join( ', ' ) }`, names );

const personType = ( org: Org ): Row | undefined =>
	[ ...org.store.table( 'RecordType' ).all() ].find( ( row ) => row.values.IsPersonType === true && row.values.IsActive === true );

/** A new account is a person by its record type, or by a last name where none is named. */
function isPerson( org: Org, values: Values, { previous, given }: { previous: Values | null; given: ReadonlySet< string > } ): boolean {
	if ( previous ) {
		return previous.IsPersonAccount === true;
	}
	if ( ! given.has( 'RecordTypeId' ) && given.has( 'LastName' ) ) {
		values.RecordTypeId = personType( org )?.id ?? null;
	}
	return org.store.table( 'RecordType' ).get( String( values.RecordTypeId ) )?.values.IsPersonType === true;
}

/** Name is put together for a person and written for a business; neither has the other's fields (§8.6). */
export function derivePerson( org: Org, values: Values, how: { previous: Values | null; given: ReadonlySet< string > } ): void {
	values.IsPersonAccount = isPerson( org, values, how );
	if ( ! values.IsPersonAccount ) {
		const strange = PERSONAL.filter( ( name ) => how.given.has( name ) && ( values[ name ] ?? null ) !== null );
		if ( strange.length > 0 ) {
			throw badFields( strange );
		}
		return;
	}
	if ( how.given.has( 'Name' ) ) {
		throw badFields( [ 'Name' ] );
	}
	if ( ( values.LastName ?? null ) === null ) {
		throw badRequest( 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName]', [ 'LastName' ] );
	}
	values.Name = [ values.FirstName, values.LastName ].filter( Boolean ).join( ' ' );
}

/** The contact of a person lives and dies with the account, and is written through it alone. */
export function refuseShadow( org: Org, contact: Values | null ): void {
	if ( org.switches.isOn( 'person_accounts' ) && contact?.IsPersonAccount === true ) {
		throw badRequest( 'INVALID_PERSON_ACCOUNT_OPERATION', 'The contact of a person account is changed through its account' );
	}
}
