import type { Org } from '../org';
import type { Row, Values } from '../store';
import { rowOf } from './system-rows';

const SAME = [ 'Salutation', 'Name', 'FirstName', 'LastName', 'Title', 'Email', 'Phone', 'Fax', 'MobilePhone', 'Description', 'LeadSource' ];
const ADDRESS = [ 'Street', 'City', 'State', 'PostalCode', 'Country' ];
const FLAGS = [ 'DoNotCall', 'HasOptedOutOfEmail', 'HasOptedOutOfFax' ];

export const personOf = ( org: Org, member: Values ): Row | undefined => rowOf( org, 'Contact', member.ContactId ) ?? rowOf( org, 'Lead', member.LeadId );

/** What a campaign member shows of its person: read-only copies (§11.2). */
export function copiesOf( org: Org, member: Values ): Values {
	const person = personOf( org, member );
	if ( ! person ) {
		return {};
	}
	const { type, values, id } = person;
	const prefix = type === 'Contact' ? 'Mailing' : '';
	const company = type === 'Contact' ? rowOf( org, 'Account', values.AccountId )?.values.Name : values.Company;
	return {
		...Object.fromEntries( SAME.map( ( name ) => [ name, values[ name ] ?? null ] ) ),
		...Object.fromEntries( ADDRESS.map( ( name ) => [ name, values[ prefix + name ] ?? null ] ) ),
		...Object.fromEntries( FLAGS.map( ( name ) => [ name, values[ name ] === true ] ) ),
		Type: type,
		CompanyOrAccount: company ?? null,
		LeadOrContactId: id,
		LeadOrContactOwnerId: values.OwnerId ?? null,
	};
}

/** The person has changed: the copies follow, and no stamp of the member moves (§8.1). */
export function refreshMembers( org: Org, by: 'ContactId' | 'LeadId', personId: string ): void {
	for ( const member of org.store.table( 'CampaignMember' ).childrenOf( by, personId ) ) {
		const copies = copiesOf( org, member.values );
		if ( Object.entries( copies ).some( ( [ name, value ] ) => member.values[ name ] !== value ) ) {
			org.store.change( member, { values: { ...member.values, ...copies } }, { quiet: true } );
		}
	}
}
